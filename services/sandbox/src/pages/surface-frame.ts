import { randomUUID } from 'node:crypto';
import { type Html, html, jsonScript } from './html.ts';
import type { PageContext } from './page-context.ts';

/** What the host page needs to embed a surface as Pipedrive does (pipedrive.md 4.2). */
export type HostFacts = {
  serviceUrl: string;
  companyId: number;
  /** A signed token of the staff member who looks. */
  token: string;
};

export type Resource = 'deal' | 'person' | 'organization';

export type SurfacePlace = {
  path: `/surfaces/pipedrive/${'panel' | 'requests' | 'pipeline' | 'settings'}`;
  kind: 'panel' | 'page';
  resource?: Resource;
  selectedId?: number;
};

/** The box with the iframe of one surface, and what the host script must know. */
export function surfaceFrame(context: PageContext, facts: HostFacts, place: SurfacePlace): Html {
  const { t } = context;
  const url = surfaceUrl(context, facts, place);
  const fold =
    place.kind === 'panel'
      ? html`<button type="button" class="quiet" data-action="fold" aria-expanded="true">${t('Replier', 'Fold')}</button>`
      : '';
  return html`<section class="surface${place.kind === 'page' ? ' full' : ''}" data-surface="${place.kind}" data-state="loading" aria-label="Passerelle">
<div class="surface-head"><span class="brand-mark" aria-hidden="true"></span>Passerelle ${fold}</div>
<div class="surface-body">
<iframe id="surface" title="Passerelle" data-src="${url}"></iframe>
<p class="surface-wait" role="status">${t('Chargement de l’application…', 'Loading the app…')}</p>
<div class="surface-error" role="alert">
<p>${failedText(context)}</p>
<p class="soft"><code>${facts.serviceUrl}</code></p>
<button type="button" class="plain small" data-action="reload">${t('Recharger', 'Reload')}</button>
</div>
</div>
</section>
${hostScript(context, facts, { ...place, view: 'details' })}`;
}

/** What a page needs that opens the app's modals; a page without a surface of its own calls it itself. */
export function hostScript(context: PageContext, facts: HostFacts, place: ModalPlace): Html {
  return jsonScript('host-config', hostConfig(context, facts, place));
}

type ModalPlace = { resource?: Resource; selectedId?: number; view: 'details' | 'list' };

function surfaceUrl(context: PageContext, facts: HostFacts, place: SurfacePlace): string {
  const url = new URL(place.path, facts.serviceUrl);
  const parameters = {
    id: randomUUID(),
    token: facts.token,
    ...(place.resource ? { resource: place.resource, view: 'details' } : {}),
    ...(place.selectedId ? { selectedIds: String(place.selectedId) } : {}),
    userId: String(context.staff.id),
    companyId: String(facts.companyId),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** Read by browser/host-config.ts. */
function hostConfig(context: PageContext, facts: HostFacts, place: ModalPlace): Record<string, unknown> {
  const { t } = context;
  return {
    modals: {
      refusal: new URL('/surfaces/pipedrive/refusal-modal', facts.serviceUrl).href,
      'new-request': new URL('/surfaces/pipedrive/new-request', facts.serviceUrl).href,
      'new-suspect': new URL('/surfaces/pipedrive/new-suspect', facts.serviceUrl).href,
    },
    identity: { userId: context.staff.id, companyId: facts.companyId },
    resource: place.resource ?? '',
    view: place.view,
    selectedIds: place.selectedId ? String(place.selectedId) : '',
    texts: {
      ok: t('Confirmer', 'Confirm'),
      cancel: t('Annuler', 'Cancel'),
      close: t('Fermer', 'Close'),
      waiting: t('Chargement…', 'Loading…'),
      failed: failedText(context),
    },
  };
}

function failedText({ t }: PageContext): string {
  return t(
    'L’application n’a pas répondu en 10 secondes. Le service est-il démarré ?',
    'The app did not answer within 10 seconds. Is the service running?',
  );
}
