import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { Company } from '#core/company.ts';
import { CrmField } from '#core/model/crm-field.ts';
import { Pipeline, Stage } from '#core/model/pipeline.ts';
import { Role, StaffMember } from '#core/model/staff-member.ts';
import type { Settings } from '#core/settings.ts';
import { settingsProblems } from '#core/settings-problems.ts';
import { staffByEmail } from '#core/staff-by-email.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { Log } from '../log.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import type { Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { followUpsOf } from './follow-ups.ts';
import { keptNames } from './kept-names.ts';
import { isSharedApi, recordsUrlOf } from './records-url.ts';

/** One company as this node knows it: its settings and what their names mean in the CRM. */
export interface OneCompany {
  company(): Company;
  /** Where its records are for people; null as long as that is not known. */
  recordsUrl(): string | null;
  /**
   * Reads users, pipelines, stages and fields of Pipedrive again; 30 to 70 tokens (pipedrive.md 5.1).
   * @param settings that are to hold soon, where those in force may name fewer kinds of things
   */
  refresh(settings?: Settings): Promise<void>;
  /** Whether all that settings name is known by now. */
  knows(settings: Settings): boolean;
  /** A staff member by Pipedrive id; an unknown one is looked for once a minute at most. */
  staffMember(id: number): Promise<StaffMember | undefined>;
  /** The same by the address that somebody has elsewhere, too. */
  colleague(email: string): Promise<StaffMember | undefined>;
  /** Somebody of the team changed. @param store the transaction to keep it in, if it is a part of one */
  staffChanged(member: StaffMember, store?: Store): Promise<void>;
  /** Works with other settings from now on. */
  applySettings(settings: Settings): Promise<void>;
}

const Catalogue = z.object({
  staff: z.array(StaffMember),
  pipelines: z.array(Pipeline),
  stages: z.array(Stage),
  personFields: z.array(CrmField),
  dealFields: z.array(CrmField),
  roles: z.array(Role).default([]),
  /** The part before `.pipedrive.com`; asked only where the address of the API does not say it. */
  domain: z.string().nullable().default(null),
});
type Catalogue = z.infer<typeof Catalogue>;

const factName = 'catalogue';
const lookAgainMs = 60_000;

const empty: Catalogue = {
  staff: [],
  pipelines: [],
  stages: [],
  personFields: [],
  dealFields: [],
  roles: [],
  domain: null,
};

/** What a company is opened with. */
export interface OneCompanyOptions {
  db: Kysely<Schema>;
  pipedrive: Pipedrive;
  companyId: string;
  /** The base of its API. */
  apiUrl: string;
  settings: Settings;
  shadow: boolean;
  log: Log;
}

/** Opens a company with what the store knows of it; call `refresh` to ask Pipedrive. */
export async function openCompany(options: OneCompanyOptions): Promise<OneCompany> {
  const { db, log } = options;
  const known = await openCatalogue(options);
  const { refresh, underWay, refreshedAtMs, heardMeanwhile } = createRefresh(options, known);
  const lookedFor = async (find: (company: Company) => StaffMember | undefined) => {
    const found = find(known.company());
    if (found) return found;
    // Whoever comes while the team is being read, as at the start, is not sent away for that.
    const reading = underWay() ?? (Date.now() - refreshedAtMs() > lookAgainMs ? refresh() : null);
    await reading?.catch((error: Error) =>
      log.warn({ error: error.message }, 'Pipedrive could not be asked'),
    );
    return find(known.company());
  };
  return {
    company: known.company,
    recordsUrl: () => recordsUrlOf(options.apiUrl, known.catalogue().domain),
    refresh,
    knows: (settings) =>
      settingsProblems({ ...known.company(), settings }).every(({ severity }) => severity !== 'error'),
    staffMember: (staffId) => lookedFor(({ staff }) => staff.find(({ id }) => id === staffId)),
    colleague: (email) => lookedFor((company) => staffByEmail(company, email)),
    staffChanged: async (member, store = db) => {
      heardMeanwhile(member);
      // Before the team was read once, one member of it is no team.
      if (known.catalogue().staff.length > 0)
        await known.keep(store, (catalogue) => withMember(catalogue, member));
    },
    applySettings: async (settings) => {
      await known.applySettings(settings);
      if (known.catalogue().staff.length > 0) await known.keep(db, (catalogue) => catalogue);
    },
  };
}

/** What is known of the company, here and in the store. */
async function openCatalogue({ db, companyId, settings, shadow }: OneCompanyOptions) {
  const stored = Catalogue.safeParse(await readFact(db, companyId, factName));
  let inForce = settings;
  let followUps = await followUpsOf(db, companyId, settings);
  let catalogue = stored.data ?? empty;
  const companyWith = (more: Pick<Company, 'pipelines' | 'stages'>): Company => ({
    id: companyId,
    settings: inForce,
    ...catalogue,
    ...more,
    ...followUps,
    ...(shadow && { shadow }),
  });
  let company = companyWith(catalogue);
  const keep = async (store: Store, change: (catalogue: Catalogue) => Catalogue): Promise<void> => {
    const next = change(catalogue);
    const named = await keptNames(store, companyId, inForce, next);
    await writeFact(store, companyId, factName, next);
    // Something else may have been kept while this was written.
    catalogue = change(catalogue);
    company = companyWith(named);
  };
  if (stored.success) await keep(db, () => catalogue);
  return {
    company: () => company,
    catalogue: () => catalogue,
    keep,
    applySettings: async (next: Settings) => {
      followUps = await followUpsOf(db, companyId, next);
      inForce = next;
      const { pipelines, stages } = company;
      company = companyWith({ pipelines, stages });
    },
  };
}

/** Reads the catalogue anew; whoever asks meanwhile waits for the same answer. */
function createRefresh(options: OneCompanyOptions, known: Awaited<ReturnType<typeof openCatalogue>>) {
  const { db, pipedrive, companyId, apiUrl, log } = options;
  let refreshing: Promise<void> | null = null;
  let readAtMs = 0;
  let changed: StaffMember[] = [];
  const read = async (settings: Settings) => {
    readAtMs = Date.now();
    changed = [];
    const fresh = await readCatalogue(pipedrive, settings, isSharedApi(apiUrl));
    // What was heard while it was being read may be newer.
    await known.keep(db, () => changed.reduce(withMember, fresh));
    for (const { path, title, nearest, severity } of settingsProblems(known.company())) {
      const level = severity === 'error' ? 'error' : 'warn';
      log[level]({ companyId, path, problem: title.en, nearest }, 'a setting is wrong: correct it');
    }
  };
  const refresh = (settings = known.company().settings) => {
    refreshing ??= read(settings).finally(() => {
      refreshing = null;
    });
    return refreshing;
  };
  const heardMeanwhile = (member: StaffMember): void => {
    if (refreshing) changed.push(member);
  };
  return { refresh, underWay: () => refreshing, refreshedAtMs: () => readAtMs, heardMeanwhile };
}

/** A webhook tells no role, and not whether somebody is an administrator: what was known of it stays. */
function withMember(catalogue: Catalogue, member: StaffMember): Catalogue {
  const before = catalogue.staff.find(({ id }) => id === member.id);
  const others = catalogue.staff.filter(({ id }) => id !== member.id);
  return { ...catalogue, staff: [...others, { ...before, ...member }] };
}

async function readCatalogue(
  pipedrive: Pipedrive,
  settings: Settings,
  asksDomain: boolean,
): Promise<Catalogue> {
  const priority = Object.values(settings.priority?.fields ?? {});
  const fields = [...Object.values(settings.fields), ...priority];
  const roles = settings.deciders.some((decider) => typeof decider === 'object' && 'role' in decider);
  const [staff, pipelines, stages, personFields, dealFields, named, me] = await Promise.all([
    pipedrive.listUsers(),
    pipedrive.listPipelines(),
    pipedrive.listStages(),
    namesSome(fields) ? pipedrive.listPersonFields() : [],
    namesSome(fields) ? pipedrive.listDealFields() : [],
    roles ? pipedrive.listRoles() : [],
    asksDomain ? pipedrive.me() : null,
  ]);
  const domain = me?.companyDomain ?? null;
  return { staff, pipelines, stages, personFields, dealFields, roles: named, domain };
}

/** Fields are read only where the settings name one. */
function namesSome(names: readonly (string | undefined)[]): boolean {
  return names.some((name) => name !== undefined);
}
