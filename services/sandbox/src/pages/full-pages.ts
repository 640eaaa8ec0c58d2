import { html } from './html.ts';
import { page } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { type HostFacts, type SurfacePlace, surfaceFrame } from './surface-frame.ts';

/** The app's own page inside Pipedrive: all requests. */
export function requestsPage(context: PageContext, facts: HostFacts): string {
  const title = context.t('Demandes', 'Requests');
  return fullPage(context, facts, { title, section: 'requests', path: '/surfaces/pipedrive/requests' });
}

/** The app's other page: the customers on their way. */
export function pipelinePage(context: PageContext, facts: HostFacts): string {
  const title = context.t('Suivi commercial', 'Customer follow-up');
  return fullPage(context, facts, { title, section: 'pipeline', path: '/surfaces/pipedrive/pipeline' });
}

interface FullPage {
  title: string;
  section: string;
  path: SurfacePlace['path'];
}

function fullPage(context: PageContext, facts: HostFacts, { title, section, path }: FullPage): string {
  return page(
    context,
    { title, section, modules: ['host.ts'], wide: true },
    html`<h1 class="hidden">${title}</h1>
${surfaceFrame(context, facts, { path, kind: 'page' })}`,
  );
}
