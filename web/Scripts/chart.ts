import uPlot from 'uplot';

interface ChartOptions {
  locale: string;
  zone: string;
  label: string;
  timeLabel: string;
  unit: string;
  isStepped: boolean;
}

const pointsMax = 4000;

/** A line of one channel, drawn from arrays and continued point by point. */
class Chart {
  private readonly plot: uPlot;
  private readonly resize: ResizeObserver;
  private times: number[] = [];
  private values: (number | null)[] = [];
  private seconds = 3600;

  constructor(private readonly element: HTMLElement, options: ChartOptions) {
    const style = getComputedStyle(element);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const number = new Intl.NumberFormat(options.locale, { maximumSignificantDigits: 6 });
    const clock = new Intl.DateTimeFormat(options.locale, { timeZone: options.zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const exact = new Intl.DateTimeFormat(options.locale, {
      timeZone: options.zone, day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
    });
    const day = new Intl.DateTimeFormat(options.locale, { timeZone: options.zone, day: '2-digit', month: '2-digit' });
    const axis = { stroke: colour('--city-quiet'), grid: { stroke: colour('--city-line'), width: 1 }, ticks: { stroke: colour('--city-line') },
      font: '12px "Noto Sans", sans-serif' };
    this.plot = new uPlot({
      width: Math.max(200, element.clientWidth),
      height: 200,
      cursor: { drag: { x: false, y: false } },
      legend: { live: true },
      scales: { x: { time: true, range: () => this.range() } },
      axes: [
        { ...axis, values: (_, splits) => splits.map((at) => (this.seconds > 2 * 86400 ? day : clock).format(at * 1000)), space: 64 },
        { ...axis, values: (_, splits) => splits.map((value) => number.format(value)), size: 56 },
      ],
      series: [
        { label: options.timeLabel, value: (_, at) => (at == null ? '–' : exact.format(at * 1000)) },
        {
          label: options.label,
          stroke: colour('--city-accent'),
          width: 2,
          paths: options.isStepped ? uPlot.paths.stepped!({ align: 1 }) : undefined,
          points: { show: (_, __, from, to) => to - from < 60 },
          value: (_, value) => (value == null ? '–' : `${number.format(value)} ${options.unit}`.trim()),
        },
      ],
    }, [[], []], element);
    this.resize = new ResizeObserver(() => this.plot.setSize({ width: Math.max(200, element.clientWidth), height: 200 }));
    this.resize.observe(element);
  }

  /** Draws a whole span anew. Times in seconds since 1970. */
  set(times: number[], values: (number | null)[], seconds: number): void {
    this.seconds = seconds;
    this.times = times;
    this.values = values;
    this.draw();
  }

  /** Continues the line; a point that is not newer than the last one is left out. */
  append(time: number, value: number): void {
    const last = this.times[this.times.length - 1];
    if (last !== undefined && time <= last) return;
    this.times.push(time);
    this.values.push(value);
    const oldest = time - this.seconds;
    let drop = Math.max(0, this.times.length - pointsMax);
    while (drop < this.times.length - 1 && this.times[drop]! < oldest) drop++;
    if (drop > 0) {
      this.times.splice(0, drop);
      this.values.splice(0, drop);
    }
    this.draw();
  }

  dispose(): void {
    this.resize.disconnect();
    this.plot.destroy();
  }

  private range(): [number, number] {
    const last = Math.max(this.times[this.times.length - 1] ?? 0, Date.now() / 1000);
    return [last - this.seconds, last];
  }

  private draw(): void {
    this.plot.setData([this.times, this.values]);
    this.element.dataset['points'] = String(this.times.length);
  }
}

export const create = (element: HTMLElement, options: ChartOptions): Chart => new Chart(element, options);
