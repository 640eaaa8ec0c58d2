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
import type { Schema } from '../store/schema.ts';
import { keptNames } from './kept-names.ts';

/** What the names of the settings mean in the CRM, known without asking it each time. */
export interface CompanyDirectory {
  companyOf(companyId: string): Company;
  /** Reads users, pipelines, stages and fields of Pipedrive again; 30 to 50 tokens (pipedrive.md 5.1). */
  refresh(): Promise<void>;
  /** A staff member by Pipedrive id; an unknown one is looked for once a minute at most. */
  staffMember(companyId: string, id: number): Promise<StaffMember | undefined>;
  staffChanged(companyId: string, member: StaffMember): Promise<void>;
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

/** Opens the directory of the one company with what the store knows of it; call `refresh` to ask Pipedrive. */
export async function openDirectory(options: {
  db: Kysely<Schema>;
  pipedrive: Pipedrive;
  companyId: string;
  settings: Settings;
  log: Log;
}): Promise<CompanyDirectory> {
  const { db, pipedrive, companyId, settings, log } = options;
  const stored = Catalogue.safeParse(await readFact(db, companyId, factName));
  let catalogue: Catalogue = stored.success
    ? stored.data
    : { staff: [], pipelines: [], stages: [], personFields: [], dealFields: [] };
  let company: Company = { id: companyId, settings, ...catalogue };
  let refreshing: Promise<void> | null = null;
  let refreshedAtMs = 0;

  const keep = async (next: Catalogue) => {
    catalogue = next;
    const named = await keptNames(db, companyId, settings, next, log);
    company = { id: companyId, settings, ...next, ...named };
    await writeFact(db, companyId, factName, next);
  };
  const read = async () => {
    refreshedAtMs = Date.now();
    const priority = Object.values(settings.priority?.fields ?? {});
    const [staff, pipelines, stages, personFields, dealFields] = await Promise.all([
      pipedrive.listUsers(),
      pipedrive.listPipelines(),
      pipedrive.listStages(),
      namesSome([...Object.values(settings.fields), ...priority]) ? pipedrive.listPersonFields() : [],
      namesSome(priority) ? pipedrive.listDealFields() : [],
    ]);
    await keep({ staff, pipelines, stages, personFields, dealFields });
    for (const wrong of wrongNames(company)) {
      log.error(wrong, 'a name of the settings means nothing in Pipedrive: correct SETTINGS_FILE');
    }
  };
  const refresh = () => {
    refreshing ??= read().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };
  if (stored.success) await keep(catalogue);

  return {
    companyOf: (id) => {
      if (id !== companyId) throw new Error(`Company ${id} is not served by this installation.`);
      return company;
    },
    refresh,
    staffMember: async (id, staffId) => {
      if (id !== companyId) return undefined;
      const find = () => company.staff.find((member) => member.id === staffId);
      if (find() === undefined && Date.now() - refreshedAtMs > lookAgainMs) {
        await refresh().catch((error: Error) =>
          log.warn({ error: error.message }, 'Pipedrive could not be asked'),
        );
      }
      return find();
    },
    staffChanged: async (id, member) => {
      if (id !== companyId) return;
      const staff = [...catalogue.staff.filter((known) => known.id !== member.id), member];
      await keep({ ...catalogue, staff });
    },
  };
}

/** Fields are read only where the settings name one. */
function namesSome(names: readonly (string | undefined)[]): boolean {
  return names.some((name) => name !== undefined);
}
