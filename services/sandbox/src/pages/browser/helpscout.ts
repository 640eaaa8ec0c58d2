// The Help Scout pages: forms that stay on the page, saved replies in the editor, the app in its frame.
import { sendFormsInPlace } from './helpscout-acts.ts';
import { fetchContext, readHelpscoutConfig } from './helpscout-config.ts';
import { insertSavedReplies } from './helpscout-editor.ts';
import { openApp, startHost } from './helpscout-host.ts';

sendFormsInPlace();
insertSavedReplies();

const config = readHelpscoutConfig();
const iframe = document.getElementById('surface');
if (config && iframe instanceof HTMLIFrameElement) {
  const host = startHost(iframe, config);
  openApp(iframe, config);
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-reopen-app]') : null;
    if (button) openApp(iframe, config, button.dataset.reopenApp === 'mute');
  });
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.dataset.tellContext === undefined) return;
    const { value } = target;
    const wanted = value ? fetchContext(value) : Promise.resolve(null);
    wanted.then(host.showOther).catch(() => undefined);
  });
}
