// The least of a sidebar app, over the vendor's own SDK: shows what it is told, and says what its buttons are for.
import loaded from '@helpscout/javascript-sdk';

/** A bundler gives the instance itself; types follow the CommonJS shape (helpscout.md 4.5). */
const sdk = 'default' in loaded ? loaded.default : loaded;

function show(id: string, text: string): void {
  const line = document.getElementById(id);
  if (line) line.textContent = text;
}

function onPress(id: string, act: () => void): void {
  document.getElementById(id)?.addEventListener('click', act);
}

show('referrer', document.referrer);
show('name', window.name);
show('query', location.search);
sdk.watchApplicationContext(({ conversation, uiState }) => {
  show('tags', conversation?.tags.map(({ tag }) => tag).join(' ') ?? '');
  show('panel', String(uiState?.isSidePanelOpen));
});
sdk
  .getApplicationContext()
  .then(({ conversation, user, customer }) =>
    show('context', [conversation?.subject, user?.email, customer?.emails[0]?.value].join(' | ')),
  )
  .catch(() => undefined);
sdk
  .getAppStyles()
  .then((styles) => show('styles', styles))
  .catch(() => undefined);
sdk.setAppHeight(321);
onPress('notify', () =>
  sdk.showNotification('SUCCESS', 'Posé en brouillon', {
    buttonOptions: { label: 'Voir', onClick: () => show('pressed', 'seen') },
  }),
);
onPress('confirm', () =>
  sdk.showNotification('CONFIRM', 'Refuser la demande ?', {
    body: 'Un mail partira.',
    primaryButtonText: 'Refuser',
    secondaryButtonText: 'Laisser',
    onConfirm: () => show('pressed', 'confirmed'),
    onClose: () => show('pressed', 'closed'),
  }),
);
onPress('copy', () => sdk.setClipboardText('https://form.example.org', 'Lien copié'));
onPress('open', () => sdk.openSidePanel(`${location.origin}/surfaces/helpscout/sidebar?panel=1`));
onPress('close', () => sdk.closeSidePanel());
onPress('ask', () => {
  fetch('/api/asked?b=2&a=1', { method: 'POST', body: 'corps', headers: { authorization: 'Bearer abc' } })
    .then((answer) => answer.text())
    .then((text) => show('asked', text))
    .catch(() => show('asked', 'failed'));
});
onPress('reload', () => location.reload());
