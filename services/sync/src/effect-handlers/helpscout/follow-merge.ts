import type { Handler } from '../handler.ts';
import type { Links } from './links.ts';

/** What was known of a conversation goes on in the one it was merged into. */
export function followMerge({ followMerge: follow }: Links): Handler<'follow-merge'> {
  return {
    vendor: 'helpscout',
    run: async ({ intoId }, { company, instance }) => {
      await follow(company.id, instance, intoId);
      return {};
    },
  };
}
