import type { Company } from '#core/company.ts';
import { type ProvisionItem, provisionPlan } from '#core/provision-plan.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import { type CatalogueReader, readLiveCatalogue } from '../doctor/live-catalogue.ts';
import type { CompanyWebhooks } from './company-webhooks.ts';

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
}

/**
 * What the settings need, and what of it is there at this moment; some 130 tokens.
 * @throws OutsideError when the CRM cannot be read completely: things would be made twice
 */
export async function readPlan({ pipedrive, served, webhooks }: ProvisionTarget): Promise<ProvisionItem[]> {
  const [live, filters, plan] = await Promise.all([
    readLiveCatalogue(pipedrive),
    pipedrive.listFilters('people'),
    webhooks.plan(),
  ]);
  const { activityTypes, ...catalogue } = live;
  const company: Company = {
    id: served.id,
    settings: served.settings,
    ...catalogue,
    pipelines: [...catalogue.pipelines, ...formerNames(served.pipelines, catalogue.pipelines)],
    stages: [...catalogue.stages, ...formerNames(served.stages, catalogue.stages)],
  };
  return provisionPlan(company, { filters, activityTypes, webhooks: plan });
}

/** Those that still exist under another name. */
function formerNames<Item extends { id: number; name: string }>(
  known: readonly Item[],
  live: readonly Item[],
): Item[] {
  return known.filter(({ id, name }) => live.some((item) => item.id === id && item.name !== name));
}
