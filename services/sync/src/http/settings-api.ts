import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import {
  type HelpscoutSettingsView,
  type ImportedSettings,
  ImportSettings,
  type SavedSettings,
  SaveSettings,
  type SettingsHistory,
  type SettingsView,
  type SlackSettingsView,
} from '#core/contract/settings-view.ts';
import type { Language } from '#core/model/localized.ts';
import type { Settings } from '#core/settings.ts';
import { settingsChanges } from '#core/settings-changes.ts';
import { checkSettings } from '../doctor/check-settings.ts';
import { examineSettings } from '../doctor/examine-settings.ts';
import type { ChecksIn } from '../doctor/kept-findings.ts';
import { catalogueView } from '../doctor/live-catalogue.ts';
import { type ParsedSettings, parseSettings } from '../doctor/parse-settings.ts';
import { readSettingsText } from '../doctor/read-settings-text.ts';
import type { Schema } from '../store/schema.ts';
import {
  listSettingsHistory,
  type SettingsChange as SavedVersion,
  saveSettings,
} from '../store/settings-history.ts';
import {
  type ConfiguredCompanies,
  catalogueOf,
  groundOf,
  type SettingsSource,
  settingsInForce,
} from './company-settings.ts';
import { type CallerOf, type ConfiguringCaller, mustConfigure } from './configuring-caller.ts';
import { parseBody } from './parse-body.ts';
import { malformed } from './problems.ts';
import { blocking } from './settings-blocking.ts';
import { changedMeanwhile, fixedByFile, wrongSettings } from './settings-refusals.ts';

/** What the doors of the settings need. */
export interface SettingsApiOptions {
  db: Kysely<Schema>;
  callerOf: CallerOf;
  companies: ConfiguredCompanies;
  /** SETTINGS_FILE rules one company; the others have their page. */
  sourceOf(companyId: string): SettingsSource;
  /** Told what is still wrong with settings that were saved, for the list of what has to be put right. */
  saved(companyId: string, problems: ChecksIn): Promise<void>;
  /** How a company is joined to Slack; null where Slack is not configured. */
  slackOf(companyId: string, reader: Language): SlackSettingsView | null | Promise<SlackSettingsView | null>;
  /** How it is joined to Help Scout; null where Help Scout is not configured. */
  helpscoutOf(
    companyId: string,
    reader: Language,
  ): HelpscoutSettingsView | null | Promise<HelpscoutSettingsView | null>;
}

const pageSize = 30;
const HistoryQuery = z.object({ cursor: z.coerce.number().int().positive().optional() });
const Changes = z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })).catch([]);

/** `/api/settings`: read by everybody of the company, changed by its administrators. */
export function settingsApi(options: SettingsApiOptions): Router {
  const { callerOf } = options;
  const router = express.Router();
  router.get('/', async (request, response) => {
    response.json(await viewFor(options, callerOf(request)));
  });
  router.put('/', async (request, response) => {
    response.json(await save(options, callerOf(request), request));
  });
  router.get('/history', async (request, response) => {
    response.json(await historyFor(options, callerOf(request), request));
  });
  router.get('/export', async (request, response) => {
    const { settings } = await inForce(options, callerOf(request));
    response.attachment('passerelle-settings.yaml').type('application/yaml').send(stringify(settings));
  });
  router.post('/import', async (request, response) => {
    response.json(await readImport(options, callerOf(request), request));
  });
  return router;
}

async function viewFor(options: SettingsApiOptions, caller: ConfiguringCaller): Promise<SettingsView> {
  const source = options.sourceOf(caller.company.id);
  const [current, ground, slack, helpscout] = await Promise.all([
    inForce(options, caller),
    groundFor(options, caller),
    slackFor(options, caller),
    options.helpscoutOf(caller.company.id, caller.language),
  ]);
  return {
    companyId: caller.company.id,
    ...current,
    source,
    mayEdit: source === 'page' && caller.mayConfigure,
    catalogue: catalogueView(catalogueOf(ground)),
    problems: checkSettings(current.settings, ground, caller.language),
    slack,
    helpscout,
  };
}

/** Only administrators are led to where a workspace is connected. */
async function slackFor(
  { slackOf }: SettingsApiOptions,
  { company, language, mayConfigure }: ConfiguringCaller,
): Promise<SlackSettingsView | null> {
  const slack = await slackOf(company.id, language);
  return slack && { ...slack, connectUrl: mayConfigure ? slack.connectUrl : null };
}

/** Saves what holds up, and nothing else; what changed is kept with who changed it. */
async function save(
  options: SettingsApiOptions,
  caller: ConfiguringCaller,
  request: Request,
): Promise<SavedSettings> {
  const { db, companies, sourceOf } = options;
  mustConfigure(caller);
  if (sourceOf(caller.company.id) === 'file') throw fixedByFile();
  const { revision, settings: given, allowMissing } = parseBody(SaveSettings, request.body);
  const current = await inForce(options, caller);
  if (current.revision !== revision) throw await overtaken(options, caller);
  const settings = readOrRefuse(parseSettings(given, caller.language));
  const ground = await groundFor(options, caller);
  const problems = checkSettings(settings, ground, caller.language);
  const before = checkSettings(current.settings, ground, caller.language);
  const refused = blocking(problems, { before, allowMissing });
  if (refused.length > 0) throw wrongSettings(refused);
  const changes = settingsChanges(current.settings, settings);
  if (changes.length === 0) return { ...current, problems };
  const companyId = caller.company.id;
  const by = { id: caller.staff.id, name: caller.staff.name };
  const saved = await saveSettings(db, companyId, { expectedRevision: revision, settings, changes, by });
  if ('conflict' in saved) throw changedMeanwhile(versionView(saved.conflict));
  await companies.reloadSettings(companyId);
  await options.saved(companyId, (reader) =>
    examineSettings(checkSettings(settings, ground, reader), reader),
  );
  return { revision: saved.revision, settings, problems };
}

async function historyFor(
  { db }: SettingsApiOptions,
  { company }: ConfiguringCaller,
  request: Request,
): Promise<SettingsHistory> {
  const { cursor } = parseBody(HistoryQuery, request.query);
  const page = await listSettingsHistory(db, company.id, { before: cursor ?? null, limit: pageSize });
  return {
    items: page.items.map((version) => ({
      ...versionView(version),
      changes: Changes.parse(version.changes),
    })),
    nextCursor: page.next === null ? null : String(page.next),
  };
}

/** Reads a text as SETTINGS_FILE would be read; nothing is saved. */
async function readImport(
  options: SettingsApiOptions,
  caller: ConfiguringCaller,
  request: Request,
): Promise<ImportedSettings> {
  mustConfigure(caller);
  const { text } = parseBody(ImportSettings, request.body);
  const read = readOrRefuse(readSettingsText(text, caller.language));
  const settings = { ...read, ...(await untold(options, caller, text)) };
  return { settings, problems: checkSettings(settings, await groundFor(options, caller), caller.language) };
}

/** What the page does not show is changed by a text that speaks of it, and by no other. */
async function untold(
  options: SettingsApiOptions,
  caller: ConfiguringCaller,
  text: string,
): Promise<Partial<Settings>> {
  const { company, language } = caller;
  const saysNothingOf = (key: keyof Settings) => !Object.hasOwn(Object(parse(text)), key);
  const helpdesk = (['helpscout', 'savedReplies'] as const).filter(saysNothingOf);
  const isSlackKept = saysNothingOf('slack') && (await options.slackOf(company.id, language)) === null;
  const isDeskKept = helpdesk.length > 0 && (await options.helpscoutOf(company.id, language)) === null;
  const keys = [...(isSlackKept ? (['slack'] as const) : []), ...(isDeskKept ? helpdesk : [])];
  if (keys.length === 0) return {};
  const { settings } = await inForce(options, caller);
  return Object.fromEntries(keys.map((key) => [key, settings[key]]));
}

function readOrRefuse(parsed: ParsedSettings): Settings {
  if ('settings' in parsed) return parsed.settings;
  throw wrongSettings(parsed.problems);
}

function inForce({ db, companies, sourceOf }: SettingsApiOptions, { company, language }: ConfiguringCaller) {
  return settingsInForce(db, companies.of(company.id).company(), sourceOf(company.id), language);
}

function groundFor({ companies }: SettingsApiOptions, { company }: ConfiguringCaller) {
  return groundOf(companies.of(company.id), new Date());
}

/** Who was quicker; a revision that never was is a mistake of the caller. */
async function overtaken({ db }: SettingsApiOptions, { company }: ConfiguringCaller) {
  const { items } = await listSettingsHistory(db, company.id, { before: null, limit: 1 });
  return items[0] ? changedMeanwhile(versionView(items[0])) : malformed(['revision']);
}

function versionView({ revision, changedAt, changedBy }: SavedVersion) {
  return { revision, changedAt: changedAt.toISOString(), changedBy };
}
