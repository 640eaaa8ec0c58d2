export type Theme = 'light' | 'dark';

/** The colours the page shows: the visitor's choice, else the browser's. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Switches the colours, for later pages too. */
export function switchTheme(): Theme {
  const theme = currentTheme() === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  // Not remembered = only this page has the colours: nothing to tell anybody.
  fetch('/sandbox/theme', { method: 'POST', body: new URLSearchParams({ theme }) }).catch(() => undefined);
  return theme;
}
