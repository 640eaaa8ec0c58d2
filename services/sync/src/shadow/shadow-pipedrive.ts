import type { Deal } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import { answeredInstant } from '../store/crm-records.ts';
import type { ShadowWrite } from '../store/shadow-writes.ts';
import type { Known, KnownOutside } from './known-outside.ts';
import { type RecordWrites, recordWrites } from './shadow-pipedrive-writes.ts';

/** What gives the records of a rehearsal. */
export type ReadRecords = Pick<Pipedrive, 'getDeal' | 'getPerson' | 'getOrganization'>;

/** Takes a write instead of the vendor. */
export type RecordWrite = (write: ShadowWrite) => void;

/** Every call that writes; one that is new in the port does not compile until it is named here or among the reads. */
type SetupWrites = Pick<
  Pipedrive,
  | 'createWebhook'
  | 'deleteWebhook'
  | 'createPipeline'
  | 'createStage'
  | 'createPersonField'
  | 'createDealField'
  | 'createFilter'
  | 'createActivityType'
>;
type Reads = Omit<Pipedrive, keyof RecordWrites | keyof SetupWrites>;

/** Pipedrive as it would be after the rehearsals: reads are real, writes are recorded and answered from what is known. */
export function shadowPipedrive(pipedrive: Pipedrive, record: RecordWrite, known: KnownOutside): Pipedrive {
  const records = readRecords(pipedrive, known);
  return {
    ...readsOf(pipedrive),
    ...records,
    ...recordWrites(records, record),
    ...setupWrites(record),
  };
}

/** What a rehearsal answered covers what Pipedrive says, until somebody changes the record there. */
function readRecords(pipedrive: Pipedrive, known: KnownOutside): ReadRecords {
  const read = async <T extends Person | Deal | Organization>(
    id: number,
    ask: (id: number) => Promise<T | null>,
    find: (id: number) => Promise<Known<T> | undefined>,
  ): Promise<T | null> => {
    const [real, rehearsed] = await Promise.all([id < 0 ? null : ask(id), find(id)]);
    if (!rehearsed) return real;
    if (id >= 0 && !(real?.updatedAt && answeredMs(real.updatedAt) <= rehearsed.changedAtMs)) return real;
    return rehearsed.deleted ? null : rehearsed.record;
  };
  return {
    getDeal: (id) => read(id, pipedrive.getDeal, known.deal),
    getPerson: (id) => read(id, pipedrive.getPerson, known.person),
    getOrganization: (id) => read(id, pipedrive.getOrganization, known.organization),
  };
}

/** What Pipedrive answers counts as the end of its second. */
function answeredMs(updatedAt: string): number {
  return Date.parse(answeredInstant(updatedAt));
}

/** Named one by one: a call that is new in the port is a read only when somebody says so. */
function readsOf(pipedrive: Pipedrive): Reads {
  const ofKnown = <T>(id: number, ask: (id: number) => Promise<T[]>): Promise<T[]> =>
    id < 0 ? Promise.resolve([]) : ask(id);
  return {
    getDeal: pipedrive.getDeal,
    getPerson: pipedrive.getPerson,
    getOrganization: pipedrive.getOrganization,
    listDeals: (filter) => (isShadowFilter(filter) ? noPages() : pipedrive.listDeals(filter)),
    listPersons: pipedrive.listPersons,
    listOrganizations: pipedrive.listOrganizations,
    findPersonsByEmail: pipedrive.findPersonsByEmail,
    findOrganizationsByName: pipedrive.findOrganizationsByName,
    listParticipants: (id) => ofKnown(id, pipedrive.listParticipants),
    listNotes: (id) => ofKnown(id, pipedrive.listNotes),
    listActivities: (id) => ofKnown(id, pipedrive.listActivities),
    listActivitiesOfAll: pipedrive.listActivitiesOfAll,
    getActivity: async (id) => (id < 0 ? null : pipedrive.getActivity(id)),
    getDealMail: async (id) => (id < 0 ? noMail : pipedrive.getDealMail(id)),
    listPipelines: pipedrive.listPipelines,
    listStages: pipedrive.listStages,
    listPersonFields: pipedrive.listPersonFields,
    listDealFields: pipedrive.listDealFields,
    listUsers: pipedrive.listUsers,
    listRoles: pipedrive.listRoles,
    listWebhooks: pipedrive.listWebhooks,
    listFilters: pipedrive.listFilters,
    listFilterFields: pipedrive.listFilterFields,
    listActivityTypes: pipedrive.listActivityTypes,
    me: pipedrive.me,
    permittedUsersOfDeal: (id) => ofKnown(id, pipedrive.permittedUsersOfDeal),
    permittedUsersOfPerson: (id) => ofKnown(id, pipedrive.permittedUsersOfPerson),
  };
}

/** Of a deal that a rehearsal would have made. */
const noMail = { lastIncomingMailAt: null, smartBcc: null };

function isShadowFilter({
  personId = 0,
  organizationId = 0,
}: Parameters<Pipedrive['listDeals']>[0]): boolean {
  return personId < 0 || organizationId < 0;
}

async function* noPages(): AsyncGenerator<never> {}

/** Setting a company up is nobody's effect: in shadow mode it is refused by `record`. */
function setupWrites(record: RecordWrite): SetupWrites {
  const refuse = (path: string) => async (body: unknown) => {
    record({ vendor: 'pipedrive', method: 'POST', path, body });
    throw new Error(`Nothing is set up in a rehearsal (${path}).`);
  };
  return {
    createWebhook: refuse('/v1/webhooks'),
    deleteWebhook: refuse('/v1/webhooks'),
    createPipeline: refuse('/api/v2/pipelines'),
    createStage: refuse('/api/v2/stages'),
    createPersonField: refuse('/api/v2/personFields'),
    createDealField: refuse('/api/v2/dealFields'),
    createFilter: refuse('/v1/filters'),
    createActivityType: refuse('/v1/activityTypes'),
  };
}
