import type { Calls } from './calls.ts';
import { orNullWhenMissing } from './calls.ts';
import type { Pipedrive } from './port.ts';
import { RecordId, wholeListOf } from './schema.ts';
import type { PipedriveApis } from './sdk.ts';

type VisibilityCalls = Pick<Pipedrive, 'permittedUsersOfDeal' | 'permittedUsersOfPerson'>;

const userIds = wholeListOf(RecordId);

/** The calls about who may see what; v1 alone has them. */
export function visibilityCalls({ dealsV1, rare }: PipedriveApis, calls: Calls): VisibilityCalls {
  return {
    async permittedUsersOfDeal(id) {
      const found = calls.run('getDealUsers', () => dealsV1.getDealUsers({ id }), userIds);
      return (await orNullWhenMissing(found))?.data.rows ?? [];
    },
    async permittedUsersOfPerson(id) {
      const found = calls.run('getPersonUsers', () => rare.persons().getPersonUsers({ id }), userIds);
      return (await orNullWhenMissing(found))?.data.rows ?? [];
    },
  };
}
