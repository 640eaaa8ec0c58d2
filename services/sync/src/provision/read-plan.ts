import type { Company } from '#core/company.ts';
import { followedInboxes } from '#core/desk-inboxes.ts';
import type { DeskSurroundings } from '#core/desk-provision.ts';
import { type ProvisionItem, provisionPlan } from '#core/provision-plan.ts';
import type { Settings } from '#core/settings.ts';
import { OutsideError } from '../connectors/errors.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import { type CatalogueReader, readLiveCatalogue } from '../doctor/live-catalogue.ts';
import type { CompanyWebhooks } from './company-webhooks.ts';
import type { ProvidedDesk } from './create-in-desk.ts';

/** The company that is provided with what its settings need. */
export interface ProvisionTarget {
  pipedrive: CatalogueReader &
    Pick<
      Pipedrive,
      | 'createPipeline'
      | 'createStage'
      | 'createPersonField'
      | 'createDealField'
      | 'listFilters'
      | 'listFilterFields'
      | 'createFilter'
      | 'createActivityType'
    >;
  /** As it is served: it knows renamed pipelines and stages by their former names too, so none is made twice. */
  served: Company;
  webhooks: CompanyWebhooks;
  /** Null without Help Scout. */
  desk: ProvidedDesk | null;
}

/** What the settings need, and what of it is there. */
export interface Plan {
  items: ProvisionItem[];
  /** Why nothing of the help desk is among them. */
  deskTrouble: OutsideError | null;
}

/**
 * What the settings need, and what of it is there at this moment; some 130 tokens.
 * @throws OutsideError when the CRM cannot be read completely: things would be made twice
 */
export async function readPlan({ pipedrive, served, webhooks, desk }: ProvisionTarget): Promise<Plan> {
  const [live, filters, plan, inDesk] = await Promise.all([
    readLiveCatalogue(pipedrive),
    pipedrive.listFilters('people'),
    webhooks.plan(),
    desk && readDesk(desk, served.settings),
  ]);
  const { activityTypes, ...catalogue } = live;
  const company: Company = {
    id: served.id,
    settings: served.settings,
    ...catalogue,
    pipelines: [...catalogue.pipelines, ...formerNames(served.pipelines, catalogue.pipelines)],
    stages: [...catalogue.stages, ...formerNames(served.stages, catalogue.stages)],
  };
  const surroundings = { filters, activityTypes, webhooks: plan };
  if (inDesk instanceof OutsideError)
    return { items: provisionPlan(company, { ...surroundings, desk: null }), deskTrouble: inDesk };
  return { items: provisionPlan(company, { ...surroundings, desk: inDesk }), deskTrouble: null };
}

/** Why it does not answer, else: the CRM is provided all the same. */
async function readDesk(
  provided: ProvidedDesk,
  settings: Settings,
): Promise<DeskSurroundings | OutsideError> {
  try {
    return await surroundingsIn(provided, settings);
  } catch (error) {
    if (error instanceof OutsideError) return error;
    throw error;
  }
}

async function surroundingsIn(
  { desk, webhook }: ProvidedDesk,
  settings: Settings,
): Promise<DeskSurroundings> {
  const [inboxes, properties, isThere] = await Promise.all([
    desk.mailboxes(),
    desk.customerProperties(),
    webhook?.isRight() ?? false,
  ]);
  const lists = await Promise.all(
    followedInboxes(settings, inboxes).map(async ({ id }) =>
      (await desk.savedReplies(id)).map(({ name }) => ({ mailboxId: id, name })),
    ),
  );
  const ours = webhook && { url: webhook.url, isThere };
  return { inboxes, properties, savedReplies: lists.flat(), webhook: ours };
}

/** Those that still exist under another name. */
function formerNames<Item extends { id: number; name: string }>(
  known: readonly Item[],
  live: readonly Item[],
): Item[] {
  return known.filter(({ id, name }) => live.some((item) => item.id === id && item.name !== name));
}
