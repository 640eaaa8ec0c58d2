import { html } from './html.ts';
import { page } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { type HostFacts, surfaceFrame } from './surface-frame.ts';

/** The app's own page inside Pipedrive: all requests. */
export function requestsPage(context: PageContext, facts: HostFacts): string {
  const title = context.t('Demandes', 'Requests');
  return page(
    context,
    { title, section: 'requests', modules: ['host.ts'], wide: true },
    html`<h1 class="hidden">${title}</h1>
${surfaceFrame(context, facts, { path: '/surfaces/pipedrive/requests', kind: 'page' })}`,
  );
}
