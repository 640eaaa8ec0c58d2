import type { Kysely } from 'kysely';
import * as z from 'zod';
import { wrongNames } from '#core/check-names.ts';
import type { Company } from '#core/company.ts';
import { CrmField } from '#core/model/crm-field.ts';
import { Pipeline, Stage } from '#core/model/pipeline.ts';
import { StaffMember } from '#core/model/staff-member.ts';
import type { Settings } from '#core/settings.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { Log } from '../log.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import type { Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { keptNames } from './kept-names.ts';

/** What the names of the settings mean in the CRM, known without asking it each time. */
export interface CompanyDirectory {
  companyOf(companyId: string): Company;
  /** Reads users, pipelines, stages and fields of Pipedrive again; 30 to 50 tokens (pipedrive.md 5.1). */
  refresh(): Promise<void>;
  /** A staff member by Pipedrive id; an unknown one is looked for once a minute at most. */
  staffMember(companyId: string, id: number): Promise<StaffMember | undefined>;
  /** Somebody of the team changed. @param store the transaction to keep it in, if it is a part of one */
  staffChanged(companyId: string, member: StaffMember, store?: Store): Promise<void>;
}

const Catalogue = z.object({
  staff: z.array(StaffMember),
  pipelines: z.array(Pipeline),
  stages: z.array(Stage),
  personFields: z.array(CrmField),
  dealFields: z.array(CrmField),
});
type Catalogue = z.infer<typeof Catalogue>;

const factName = 'catalogue';
const lookAgainMs = 60_000;

const empty: Catalogue = { staff: [], pipelines: [], stages: [], personFields: [], dealFields: [] };

interface DirectoryOptions {
  db: Kysely<Schema>;
  pipedrive: Pipedrive;
  companyId: string;
  settings: Settings;
  log: Log;
}

/** Opens the directory of the one company with what the store knows of it; call `refresh` to ask Pipedrive. */
export async function openDirectory(options: DirectoryOptions): Promise<CompanyDirectory> {
  const { db, companyId, log } = options;
  const known = await openCatalogue(options);
  const { refresh, refreshedAtMs } = createRefresh(options, known);
  return {
    companyOf: (id) => {
      if (id !== companyId) throw new Error(`Company ${id} is not served by this installation.`);
      return known.company();
    },
    refresh,
    staffMember: async (id, staffId) => {
      if (id !== companyId) return undefined;
      const find = () => known.company().staff.find((member) => member.id === staffId);
      if (find() === undefined && Date.now() - refreshedAtMs() > lookAgainMs) {
        await refresh().catch((error: Error) =>
          log.warn({ error: error.message }, 'Pipedrive could not be asked'),
        );
      }
      return find();
    },
    staffChanged: async (id, member, store = db) => {
      if (id !== companyId) return;
      const catalogue = known.catalogue();
      const staff = [...catalogue.staff.filter((other) => other.id !== member.id), member];
      await known.keep(store, { ...catalogue, staff });
    },
  };
}

/** What is known of the company, here and in the store. */
async function openCatalogue({ db, companyId, settings, log }: DirectoryOptions) {
  const stored = Catalogue.safeParse(await readFact(db, companyId, factName));
  let catalogue = stored.data ?? empty;
  let company: Company = { id: companyId, settings, ...catalogue };
  const keep = async (store: Store, next: Catalogue): Promise<void> => {
    const named = await keptNames(store, companyId, settings, next, log);
    await writeFact(store, companyId, factName, next);
    catalogue = next;
    company = { id: companyId, settings, ...next, ...named };
  };
  if (stored.success) await keep(db, catalogue);
  return { company: () => company, catalogue: () => catalogue, keep };
}

/** Reads the catalogue anew; whoever asks meanwhile waits for the same answer. */
function createRefresh(options: DirectoryOptions, known: Awaited<ReturnType<typeof openCatalogue>>) {
  const { db, pipedrive, settings, log } = options;
  let refreshing: Promise<void> | null = null;
  let readAtMs = 0;
  const read = async () => {
    readAtMs = Date.now();
    await known.keep(db, await readCatalogue(pipedrive, settings));
    for (const wrong of wrongNames(known.company())) {
      log.error(wrong, 'a name of the settings means nothing in Pipedrive: correct SETTINGS_FILE');
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
  const [staff, pipelines, stages, personFields, dealFields] = await Promise.all([
    pipedrive.listUsers(),
    pipedrive.listPipelines(),
    pipedrive.listStages(),
    namesSome([...Object.values(settings.fields), ...priority]) ? pipedrive.listPersonFields() : [],
    namesSome(priority) ? pipedrive.listDealFields() : [],
  ]);
  return { staff, pipelines, stages, personFields, dealFields };
}

/** Fields are read only where the settings name one. */
function namesSome(names: readonly (string | undefined)[]): boolean {
  return names.some((name) => name !== undefined);
}
