namespace CityActors.Browser.Tests.Console;

/// <summary>Reckons how every visible text stands out from what is behind it, by the formula of WCAG 2.2.</summary>
internal static class Contrast
{
    /// <summary>Answers what falls short of 4.5 : 1 (3 : 1 for large letters): text, colours and ratio.</summary>
    public const string Script = """
        () => {
          const parse = (colour) => {
            const numbers = (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
            return [numbers[0], numbers[1], numbers[2], numbers[3] ?? 1];
          };
          const over = (top, under) => top.slice(0, 3).map((part, i) => part * top[3] + under[i] * (1 - top[3])).concat(1);
          const light = (colour) => {
            const linear = (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
            const [r, g, b] = colour.slice(0, 3).map((part) => linear(part / 255));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ground = (element) => {
            const layers = [];
            for (let each = element; each; each = each.parentElement) layers.push(parse(getComputedStyle(each).backgroundColor));
            return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
          };
          const faint = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            const text = walker.currentNode.textContent.trim();
            const box = element.getBoundingClientRect();
            if (!text || /^(script|style|noscript)$/i.test(element.tagName) || box.width < 2 || box.height < 2) continue;
            const isSeen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
            if (!isSeen || element.closest('[disabled], .city-map')) continue;
            const style = getComputedStyle(element);
            const behind = ground(element);
            const [a, b] = [light(over(parse(style.color), behind)), light(behind)];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const size = parseFloat(style.fontSize);
            const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
            if (ratio < least) faint.push(`${text.slice(0, 30)} ${style.color} on ${behind} = ${ratio.toFixed(2)}`);
          }
          return faint;
        }
        """;
}
