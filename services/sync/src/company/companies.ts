import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import type { StaffMember } from '#core/model/staff-member.ts';
import { Settings } from '#core/settings.ts';
import type { PipedriveAuth } from '../connectors/pipedrive/authentication.ts';
import { createTokenBudget, type TokenBudget } from '../connectors/pipedrive/budget.ts';
import { createPipedrive } from '../connectors/pipedrive/client.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { Log } from '../log.ts';
import { type CompanyRow, listCompanies } from '../store/companies.ts';
import { addSpentTokens } from '../store/company-facts.ts';
import type { Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { readSettings } from '../store/settings-history.ts';
import { type OneCompany, openCompany } from './one-company.ts';

/** A company as this node works with it. A locked one is known, but nothing is done for it. */
export interface ServedCompany {
  id: string;
  pipedrive: Pipedrive;
  budget: TokenBudget;
  company(): Company;
  /** 0 as long as none were saved on the settings page. */
  settingsRevision: number;
  state: CompanyRow['state'];
}

/** The companies of this installation. What is asked by an id is answered for that company alone. */
export interface Companies {
  ids(): string[];
  /** @throws Error when the company is unknown here */
  of(companyId: string): ServedCompany;
  find(companyId: string): ServedCompany | undefined;
  /** Whether work is done for it. */
  serves(companyId: string): boolean;
  companyOf(companyId: string): Company;
  staffMember(companyId: string, id: number): Promise<StaffMember | undefined>;
  staffChanged(companyId: string, member: StaffMember, store?: Store): Promise<void>;
  /** Reads users, pipelines, stages and fields of Pipedrive again. */
  refreshCatalogue(companyId: string): Promise<void>;
  reloadSettings(companyId: string): Promise<void>;
  /** Takes up what other nodes changed: companies that came or were locked, and settings. */
  lookAgain(): Promise<void>;
  /** Writes what is counted but not yet shared. */
  flush(): Promise<void>;
}

/** How companies are opened. */
export interface CompaniesOptions {
  db: Kysely<Schema>;
  /** How calls for a company prove who they are. */
  authOf(companyId: string): PipedriveAuth;
  /** The settings of SETTINGS_FILE, where they rule; undefined = the settings page. */
  fixedSettings(companyId: string): Settings | undefined;
  tokensPerDay: number | undefined;
  shadow: boolean;
  log: Log;
}

interface Entry extends ServedCompany {
  known: OneCompany;
  revision: number;
}

/** Opens every company the store knows. */
export async function openCompanies(options: CompaniesOptions): Promise<Companies> {
  const { db } = options;
  const entries = new Map<string, Entry>();
  const of = (companyId: string): Entry => {
    const entry = entries.get(companyId);
    if (!entry) throw new Error(`Company ${companyId} is not served by this installation.`);
    return entry;
  };
  const reloadSettings = async (companyId: string): Promise<void> => {
    const entry = of(companyId);
    const { revision, settings } = await settingsOf(options, companyId);
    entry.settingsRevision = revision;
    await entry.known.applySettings(settings);
  };
  const takeUp = async (row: CompanyRow): Promise<void> => {
    const known = entries.get(row.id);
    if (known?.revision === row.revision) return;
    if (known && known.state === row.state) {
      known.revision = row.revision;
      return reloadSettings(row.id);
    }
    entries.set(row.id, await openEntry(options, row));
  };
  const lookAgain = async (): Promise<void> => {
    for (const row of await listCompanies(db)) await takeUp(row);
  };
  await lookAgain();
  return {
    ids: () => [...entries.values()].filter(({ state }) => state === 'active').map(({ id }) => id),
    of,
    find: (companyId) => entries.get(companyId),
    serves: (companyId) => entries.get(companyId)?.state === 'active',
    companyOf: (companyId) => of(companyId).company(),
    staffMember: async (companyId, id) => entries.get(companyId)?.known.staffMember(id),
    staffChanged: async (companyId, member, store) => of(companyId).known.staffChanged(member, store),
    refreshCatalogue: (companyId) => of(companyId).known.refresh(),
    reloadSettings,
    lookAgain,
    flush: async () => void (await Promise.all([...entries.values()].map(({ budget }) => budget.flush()))),
  };
}

async function openEntry(options: CompaniesOptions, row: CompanyRow): Promise<Entry> {
  const { db, tokensPerDay, shadow, log } = options;
  const budget = createTokenBudget({
    now: Date.now,
    addSpent: (delta) => addSpentTokens(db, row.id, new Date().toISOString().slice(0, 10), delta),
    ...(tokensPerDay !== undefined && { perDay: tokensPerDay }),
  });
  const auth = options.authOf(row.id);
  const pipedrive = createPipedrive({ apiUrl: row.api_url, auth, budget, log });
  const { revision: settingsRevision, settings } = await settingsOf(options, row.id);
  const known = await openCompany({ db, pipedrive, companyId: row.id, settings, shadow, log });
  const { id, state, revision } = row;
  return { id, state, revision, pipedrive, budget, known, settingsRevision, company: known.company };
}

/** The settings that hold: of the file, of the page, or the defaults. */
async function settingsOf(
  { db, fixedSettings, log }: CompaniesOptions,
  companyId: string,
): Promise<{ revision: number; settings: Settings }> {
  const fixed = fixedSettings(companyId);
  if (fixed) return { revision: 0, settings: fixed };
  const saved = await readSettings(db, companyId);
  if (!saved) return { revision: 0, settings: Settings.parse({}) };
  const parsed = Settings.safeParse(saved.settings);
  if (parsed.success) return { revision: saved.revision, settings: parsed.data };
  log.error(
    { companyId, revision: saved.revision },
    'the saved settings are of another release; the defaults hold until they are saved anew',
  );
  return { revision: saved.revision, settings: Settings.parse({}) };
}
