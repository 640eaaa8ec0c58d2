/**
 * The larger frame that the app may open beside the conversation (OPEN_SIDE_PANEL, helpscout.md 4.4).
 * @param changed called when it opens or closes
 */
export function createSidePanel(closeText: string, changed: () => void) {
  let box: HTMLElement | null = null;

  function close(): void {
    if (!box) return;
    box.remove();
    box = null;
    changed();
  }

  return {
    close,
    frame: (): HTMLIFrameElement | null => box?.querySelector('iframe') ?? null,
    /** @param appFrameName the name of the app's own frame, `app-…` */
    open(address: string, appFrameName: string): void {
      if (!/^https?:/.test(address)) return;
      box?.remove();
      box = build(address, appFrameName.replace(/^app-/, 'app-side-panel-'), closeText, close);
      document.body.append(box);
      box.querySelector('button')?.focus();
      changed();
    },
  };
}

function build(address: string, name: string, closeText: string, close: () => void): HTMLElement {
  const box = document.createElement('aside');
  box.className = 'hs-side-panel';
  box.setAttribute('aria-label', 'Passerelle');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet';
  button.textContent = '✕';
  button.setAttribute('aria-label', closeText);
  button.addEventListener('click', close);
  box.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  const iframe = document.createElement('iframe');
  iframe.title = 'Passerelle';
  iframe.name = name;
  iframe.src = address;
  box.append(button, iframe);
  return box;
}
