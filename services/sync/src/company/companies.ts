import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import type { StaffMember } from '#core/model/staff-member.ts';
import { Settings } from '#core/settings.ts';
import type { PipedriveAuth } from '../connectors/pipedrive/authentication.ts';
import { createTokenBudget, type TokenBudget } from '../connectors/pipedrive/budget.ts';
import { createPipedrive } from '../connectors/pipedrive/client.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { Log } from '../log.ts';
import { leaseCalls } from '../store/call-leases.ts';
import { type CompanyRow, listCompanies } from '../store/companies.ts';
import type { Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { readSettings } from '../store/settings-history.ts';
import { addSpentTokens } from '../store/token-budget.ts';
import { type OneCompany, openCompany } from './one-company.ts';

/**
 * A company as this node works with it. A locked one is known, but nothing is done for it. Whenever somebody installs
 * the app or takes it away it is opened anew: it is another `pipedrive` then.
 */
export interface ServedCompany {
  id: string;
  /** The base of its API; of a company that installed the app, its own address (pipedrive.md 1.1). */
  apiUrl: string;
  pipedrive: Pipedrive;
  /** The same for what somebody waits for: it may use the last tokens of the day, and gives up sooner. */
  pipedriveForPeople: Pipedrive;
  /** The same for what a page shows beside. */
  pipedriveForPanels: Pipedrive;
  /** The same for looking for what was missed: it gives way to everything else. */
  pipedriveForSweeps: Pipedrive;
  budget: TokenBudget;
  company(): Company;
  /** Where its records are for people; null as long as that is not known. */
  recordsUrl(): string | null;
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
  /** The one active staff member with this address. */
  colleague(companyId: string, email: string): Promise<StaffMember | undefined>;
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
  /** Whether a company's requests are followed in Slack now; absent = none are. @param channel of its settings */
  announces?(companyId: string, channel: string | undefined): boolean;
  /** Whether a company's conversations in the help desk are followed; absent = none are. */
  hasDesk?(companyId: string): boolean;
  log: Log;
}

/** @property node this one, among those that share a limit */
type NodeOptions = CompaniesOptions & { node: string };

interface Entry extends ServedCompany {
  known: OneCompany;
  revision: number;
  installedAtMs: number;
}

const longestReadMs = 3_000;
const leaseKinds = { calls: 'pipedrive', searches: 'pipedrive-search' };

/** Opens every company the store knows. */
export async function openCompanies(given: CompaniesOptions): Promise<Companies> {
  const options: NodeOptions = { ...given, node: randomUUID() };
  const { db } = options;
  const entries = new Map<string, Entry>();
  const of = (companyId: string): Entry => {
    const entry = entries.get(companyId);
    if (!entry) throw new Error(`Company ${companyId} is not served by this installation.`);
    return entry;
  };
  /** @returns whether they are others than before */
  const takeUpSettings = async (companyId: string): Promise<boolean> => {
    const entry = of(companyId);
    const { revision, settings } = await settingsOf(options, companyId);
    const isNew = entry.settingsRevision !== revision;
    entry.settingsRevision = revision;
    await entry.known.applySettings(settings);
    return isNew;
  };
  /** New settings may name what was made a moment ago, or a field where none was read so far. */
  const readNames = async (companyId: string, settings?: Settings): Promise<void> => {
    await of(companyId)
      .known.refresh(settings)
      .catch((error: Error) => {
        options.log.warn({ companyId, error: error.message }, 'what the new settings name was not read yet');
      });
  };
  /** What is named and not known yet is read before the settings hold; nobody waits long for a CRM that is slow. */
  const takeUpChange = async (companyId: string): Promise<void> => {
    const { settings } = await settingsOf(options, companyId);
    if (!of(companyId).known.knows(settings))
      await Promise.race([readNames(companyId, settings), sleep(longestReadMs, undefined, { ref: false })]);
    if (await takeUpSettings(companyId)) void readNames(companyId);
  };
  const takeUp = async (row: CompanyRow): Promise<void> => {
    const known = entries.get(row.id);
    if (known?.revision === row.revision) return;
    if (known?.state === row.state && known.installedAtMs === row.installed_at.getTime()) {
      known.revision = row.revision;
      await takeUpChange(row.id);
      return;
    }
    entries.set(row.id, await openEntry(options, row, known?.budget));
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
    colleague: async (companyId, email) => entries.get(companyId)?.known.colleague(email),
    staffChanged: async (companyId, member, store) => of(companyId).known.staffChanged(member, store),
    refreshCatalogue: (companyId) => of(companyId).known.refresh(),
    reloadSettings: async (companyId) => {
      await takeUpSettings(companyId);
      await readNames(companyId);
    },
    lookAgain,
    flush: async () => void (await Promise.all([...entries.values()].map(({ budget }) => budget.flush()))),
  };
}

/** @param spending what was counted before: installing again gives nobody another allowance */
async function openEntry(
  options: NodeOptions,
  row: CompanyRow,
  spending: TokenBudget | undefined,
): Promise<Entry> {
  const { db, shadow, log } = options;
  const budget = spending ?? budgetOf(options, row.id);
  const auth = options.authOf(row.id);
  const reached = { apiUrl: row.api_url, auth, budget, log };
  const pipedrive = createPipedrive(reached);
  const pipedriveForPeople = createPipedrive({ ...reached, purpose: 'person', timeoutMs: 5_000 });
  const pipedriveForPanels = createPipedrive({ ...reached, purpose: 'panel' });
  const pipedriveForSweeps = createPipedrive({ ...reached, purpose: 'sweep' });
  const { revision: settingsRevision, settings } = await settingsOf(options, row.id);
  const known = await openCompany({
    db,
    pipedrive,
    companyId: row.id,
    apiUrl: row.api_url,
    settings,
    shadow,
    log,
  });
  const { id, state, revision, api_url: apiUrl } = row;
  const installedAtMs = row.installed_at.getTime();
  const company = connected(known.company, ({ settings: { slack } }) => ({
    announces: !shadow && options.announces?.(id, slack.channel) === true,
    desk: options.hasDesk?.(id) === true,
  }));
  const { recordsUrl } = known;
  const place = { id, apiUrl, recordsUrl, state, revision, installedAtMs };
  const ways = { pipedrive, pipedriveForPeople, pipedriveForPanels, pipedriveForSweeps };
  return { ...place, ...ways, budget, known, settingsRevision, company };
}

type Connected = Required<Pick<Company, 'announces' | 'desk'>>;

/** The company as it is, and whether it is followed in Slack and in the help desk at the moment. */
function connected(company: () => Company, connections: (company: Company) => Connected): () => Company {
  let known: ({ of: Company; told: Company } & Connected) | undefined;
  return () => {
    const now = company();
    const { announces, desk } = connections(now);
    if (!announces && !desk) return now;
    if (known?.of !== now || known.announces !== announces || known.desk !== desk) {
      const told = { ...now, ...(announces && { announces }), ...(desk && { desk }) };
      known = { of: now, told, announces, desk };
    }
    return known.told;
  };
}

function budgetOf({ db, tokensPerDay, node }: NodeOptions, companyId: string): TokenBudget {
  return createTokenBudget({
    now: Date.now,
    addSpent: (_delta, spent) => addSpentTokens(db, companyId, new Date().toISOString().slice(0, 10), spent),
    leaseOf: (limit) => (request) =>
      leaseCalls(db, { company: companyId, kind: leaseKinds[limit], node }, request),
    ...(tokensPerDay !== undefined && { perDay: tokensPerDay }),
  });
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
