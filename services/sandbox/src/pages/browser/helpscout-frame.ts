// Put by helpscout/frame-server.ts before everything else into the pages of our sidebar app: there the sandbox's page
// is https://secure.helpscout.net, the only one the vendor's SDK talks to (helpscout.md 4.5).

/**
 * @param pageOrigin of the sandbox's page that frames the app
 */
function playHelpScout(pageOrigin: string): void {
  const helpscout = 'https://secure.helpscout.net';
  const page = window.parent;
  // Whoever comes from elsewhere was reloaded or led on inside the frame: then the SDK is mute in Help Scout, too.
  if (page === window || URL.parse(document.referrer)?.origin !== pageOrigin) return;
  Object.defineProperty(document, 'referrer', { value: `${helpscout}/` });
  Object.defineProperty(window, 'parent', {
    value: {
      postMessage(message: unknown, target: string): void {
        if (URL.parse(target)?.origin === helpscout) page.postMessage(message, pageOrigin);
      },
    },
  });
  window.addEventListener('message', (event) => {
    if (event.source !== page || event.origin !== pageOrigin) return;
    event.stopImmediatePropagation();
    const { data, source } = event;
    window.dispatchEvent(new MessageEvent('message', { data, source, origin: helpscout }));
  });
}

playHelpScout(document.currentScript?.dataset.page ?? '');
