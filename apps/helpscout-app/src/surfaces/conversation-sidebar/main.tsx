import { createRoot } from 'react-dom/client';
import { createApi } from '../../api.ts';
import { connectHost } from '../../host/connect.ts';
import { takeSignedAddress } from '../../host/signed-address.ts';
import { browserLanguage } from '../../words.ts';
import { ConversationSidebar } from './conversation-sidebar.tsx';

// Fetched beside the first call of the service; where it does not come, who shows it says so.
import('./view/view.tsx').catch(() => undefined);

const firstLanguage = browserLanguage(navigator.language);
document.documentElement.lang = firstLanguage;
const address = takeSignedAddress(window);
const host = connectHost(document.referrer);
const api = createApi({
  address,
  fetch: window.fetch.bind(window),
  localNowMs: () => Date.now(),
  language: () => (document.documentElement.lang === 'en' ? 'en' : 'fr'),
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <ConversationSidebar
      api={api}
      host={host}
      conversationId={address?.conversationId ?? null}
      firstLanguage={firstLanguage}
    />,
  );
}
