import type { Kysely } from 'kysely';
import { dealValues } from '../mail-texts/deal-values.ts';
import { dealsToPreview, storiesOfDeal } from '../store/deals-to-preview.ts';
import type { Schema } from '../store/schema.ts';
import type { PreviewedDeals } from './templates-api.ts';

/** The deals of the store, as far as the caller may see them. */
export function createPreviewedDeals(db: Kysely<Schema>): PreviewedDeals {
  return {
    list: ({ company, staff }, search) => dealsToPreview(db, company.id, search, staff.id),
    valuesOf: async ({ company, staff }, dealId, language) => {
      const stories = await storiesOfDeal(db, company.id, dealId, staff.id);
      return stories.length > 0 ? dealValues(stories, company, language) : undefined;
    },
  };
}
