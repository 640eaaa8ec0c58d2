import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { Company } from '#core/company.ts';
import { CrmField } from '#core/model/crm-field.ts';
import { Pipeline, Stage } from '#core/model/pipeline.ts';
import { Role, StaffMember } from '#core/model/staff-member.ts';
import type { Settings } from '#core/settings.ts';
import { settingsProblems } from '#core/settings-problems.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { Log } from '../log.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import type { Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { keptNames } from './kept-names.ts';

/** One company as this node knows it: its settings and what their names mean in the CRM. */
export interface OneCompany {
  company(): Company;
  /** Reads users, pipelines, stages and fields of Pipedrive again; 30 to 70 tokens (pipedrive.md 5.1). */
  refresh(): Promise<void>;
  /** A staff member by Pipedrive id; an unknown one is looked for once a minute at most. */
  staffMember(id: number): Promise<StaffMember | undefined>;
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
};

/** What a company is opened with. */
export interface OneCompanyOptions {
  db: Kysely<Schema>;
  pipedrive: Pipedrive;
  companyId: string;
  settings: Settings;
  shadow: boolean;
  log: Log;
}

/** Opens a company with what the store knows of it; call `refresh` to ask Pipedrive. */
export async function openCompany(options: OneCompanyOptions): Promise<OneCompany> {
  const { db, log } = options;
  const known = await openCatalogue(options);
  const { refresh, refreshedAtMs } = createRefresh(options, known);
  return {
    company: known.company,
    refresh,
    staffMember: async (staffId) => {
      const find = () => known.company().staff.find((member) => member.id === staffId);
      if (find() === undefined && Date.now() - refreshedAtMs() > lookAgainMs) {
        await refresh().catch((error: Error) =>
          log.warn({ error: error.message }, 'Pipedrive could not be asked'),
        );
      }
      return find();
    },
    staffChanged: async (member, store = db) => {
      const catalogue = known.catalogue();
      // A webhook tells no role, and not whether somebody is an administrator.
      const before = catalogue.staff.find(({ id }) => id === member.id);
      const staff = [...catalogue.staff.filter(({ id }) => id !== member.id), { ...before, ...member }];
      await known.keep(store, { ...catalogue, staff });
    },
    applySettings: async (settings) => {
      known.applySettings(settings);
      if (known.catalogue().staff.length > 0) await known.keep(db, known.catalogue());
    },
  };
}

/** What is known of the company, here and in the store. */
async function openCatalogue({ db, companyId, settings, shadow }: OneCompanyOptions) {
  const stored = Catalogue.safeParse(await readFact(db, companyId, factName));
  let inForce = settings;
  let catalogue = stored.data ?? empty;
  const companyWith = (more: Pick<Company, 'pipelines' | 'stages'>): Company => ({
    id: companyId,
    settings: inForce,
    ...catalogue,
    ...more,
    ...(shadow && { shadow }),
  });
  let company = companyWith(catalogue);
  const keep = async (store: Store, next: Catalogue): Promise<void> => {
    const named = await keptNames(store, companyId, inForce, next);
    await writeFact(store, companyId, factName, next);
    catalogue = next;
    company = companyWith(named);
  };
  if (stored.success) await keep(db, catalogue);
  return {
    company: () => company,
    catalogue: () => catalogue,
    keep,
    applySettings: (next: Settings) => {
      inForce = next;
      company = companyWith(company);
    },
  };
}

/** Reads the catalogue anew; whoever asks meanwhile waits for the same answer. */
function createRefresh(options: OneCompanyOptions, known: Awaited<ReturnType<typeof openCatalogue>>) {
  const { db, pipedrive, companyId, log } = options;
  let refreshing: Promise<void> | null = null;
  let readAtMs = 0;
  const read = async () => {
    readAtMs = Date.now();
    await known.keep(db, await readCatalogue(pipedrive, known.company().settings));
    for (const { path, title, nearest, severity } of settingsProblems(known.company())) {
      const level = severity === 'error' ? 'error' : 'warn';
      log[level]({ companyId, path, problem: title.en, nearest }, 'a setting is wrong: correct it');
    }
  };
  const refresh = () => {
    refreshing ??= read().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };
  return { refresh, refreshedAtMs: () => readAtMs };
}

async function readCatalogue(pipedrive: Pipedrive, settings: Settings): Promise<Catalogue> {
  const priority = Object.values(settings.priority?.fields ?? {});
  const fields = [...Object.values(settings.fields), ...priority];
  const roles = settings.deciders.some((decider) => typeof decider === 'object' && 'role' in decider);
  const [staff, pipelines, stages, personFields, dealFields, named] = await Promise.all([
    pipedrive.listUsers(),
    pipedrive.listPipelines(),
    pipedrive.listStages(),
    namesSome(fields) ? pipedrive.listPersonFields() : [],
    namesSome(fields) ? pipedrive.listDealFields() : [],
    roles ? pipedrive.listRoles() : [],
  ]);
  return { staff, pipelines, stages, personFields, dealFields, roles: named };
}

/** Fields are read only where the settings name one. */
function namesSome(names: readonly (string | undefined)[]): boolean {
  return names.some((name) => name !== undefined);
}
