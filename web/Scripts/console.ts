// Keys and the reconnect dialog: what has to work even while the server cannot be reached.
declare const Blazor: { reconnect(): Promise<boolean> };

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/' && !isTyping(event.target)) {
    const search = document.querySelector<HTMLInputElement>('#city-search');
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  } else if (event.key === 'Escape' && !document.querySelector('[role=listbox][data-open]')) {
    document.querySelector<HTMLElement>('[data-escape]')?.click();
  }
});

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return;
  // The page's router would take the link for a navigation and leave the focus where it is.
  if (event.target.closest('.city-skip')) {
    event.preventDefault();
    event.stopPropagation();
    document.querySelector<HTMLElement>('#city-main')?.focus();
  } else if (event.target.closest('[data-reconnect]')) {
    Blazor.reconnect().then((alive) => { if (!alive) location.reload(); }, () => location.reload());
  }
}, { capture: true });
