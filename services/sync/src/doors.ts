import type { Server } from 'node:http';
import express, { type Router } from 'express';
import type { Language } from '#core/model/localized.ts';
import { dealUrlOf } from './approvals/deal-url.ts';
import { createStandIn } from './approvals/stand-in.ts';
import { installed, uninstalled, whose } from './company/installation.ts';
import { companyCalling } from './company/own-webhooks.ts';
import { checkBasic } from './connectors/pipedrive/webhook.ts';
import { hearOptOut } from './deliveries/conversions/hear-opt-out.ts';
import { createReceiver } from './deliveries/receive.ts';
import { findingsOfNow } from './doctor/tokens-of-today.ts';
import type { Environment } from './environment.ts';
import { slackSettingsOf } from './examined-slack.ts';
import { helpscoutDoors, helpscoutFrameAncestors } from './helpscout-doors.ts';
import { helpscoutSettingsOf } from './helpscout-settings.ts';
import { createAskAgain } from './http/ask-again.ts';
import { callerOf } from './http/authenticate-surface.ts';
import { createBrowserSessions } from './http/browser-sessions.ts';
import type { CalendarDoor } from './http/calendar/calendar.ts';
import type { ConsoleOptions } from './http/console/console.ts';
import { createOperatorSessions } from './http/console/operator-session.ts';
import { doctorApi } from './http/doctor-api.ts';
import { findingsApi } from './http/findings-api.ts';
import { oauthPipedrive } from './http/oauth-pipedrive.ts';
import type { OptOutDoor } from './http/opt-out/opt-out.ts';
import { createRefusalPreview } from './http/preview-refusal.ts';
import { createPreviewedDeals } from './http/previewed-deals.ts';
import { provisionApi } from './http/provision-api.ts';
import { createApp, listen } from './http/server.ts';
import { createTokens } from './http/sessions.ts';
import { settingsApi } from './http/settings-api.ts';
import { type HostPages, surfaces } from './http/surfaces.ts';
import { surfacesInDevelopment } from './http/surfaces-in-development.ts';
import { templatesApi } from './http/templates-api.ts';
import { liveAddresses } from './live-addresses.ts';
import type { Parts } from './parts.ts';
import { disconnectWorkspace } from './slack/connect-workspace.ts';
import type { SlackDoors } from './slack-doors.ts';
import { checkMigrated } from './store/migrate.ts';

/** The doors of people, vendors and operators; a node that only works has the last alone. */
export async function openDoors(
  parts: Parts,
  inDevelopment: boolean,
  { slack, slackOauth }: Pick<SlackDoors, 'slack' | 'slackOauth'>,
): Promise<Server> {
  const { environment, database, bell, log, metrics, address, ending } = parts;
  const app = createApp({
    log,
    metrics,
    metricsToken: environment.METRICS_TOKEN,
    trustedProxyCount: environment.TRUST_PROXY,
    surfaces: await (inDevelopment ? surfacesInDevelopment : surfaces)(servedPages(parts)),
    readyChecks: {
      database: () => database.pool.query('select 1'),
      migrations: () => checkMigrated(database),
      queue: () => bell.check(),
      ending: async () => {
        if (ending.hasBegun) throw new Error('This node is about to stop.');
      },
    },
    doors: environment.ROLE === 'worker' ? null : { ...doorsOf(parts), slack, slackOauth },
  });
  const server = await listen(app, environment.HOST, environment.PORT);
  address.publicUrl = listeningUrl(environment, server);
  return server;
}

function servedPages({ environment: { frameAncestors }, helpscout }: Parts): HostPages[] {
  const beside: HostPages = { host: 'helpscout', frameAncestors: helpscoutFrameAncestors };
  return [{ host: 'pipedrive', frameAncestors }, ...(helpscout ? [beside] : [])];
}

function doorsOf(parts: Parts) {
  const { environment, database, bell, companies, compose, keys, seal, log } = parts;
  const { db } = database;
  const { receive, isFull } = createReceiver(database.door, bell);
  const sessions = createBrowserSessions(seal, environment.publicUrl.startsWith('https:'));
  const askAgain = createAskAgain({ db, companies, log });
  const formUrl = (companyId: string) => formUrlOf(parts, companyId);
  const { webhooks: helpscoutWebhooks, sidebar: helpscout } = helpscoutDoors(parts, {
    receive,
    askAgain,
    formUrlOf: formUrl,
  });
  const api = {
    db,
    bell,
    companies,
    sessions,
    tokens: createTokens(environment.PIPEDRIVE_CLIENT_SECRET, keys[0]),
    previewRefusal: createRefusalPreview(db, compose),
    askAgain,
    standIn: createStandIn(db),
    formUrlOf: formUrl,
    calendarUrlOf: (secret: string) => `${parts.address.publicUrl}/calendar/${secret}.ics`,
    helpscout,
    configuration: configurationApi(parts),
  };
  const form = { db, receive, companyIds: companies.ids, companyOf: companies.companyOf, log };
  const followsActivities = (companyId: string) =>
    companies.find(companyId)?.company().settings.conversion.enabled === true;
  const webhooks = { companyCalling: callingCompany(parts), receive, isFull, followsActivities };
  const optOut = optOutOf(parts);
  const calendar = calendarOf(parts);
  const oauth = installationDoor(parts, sessions);
  const operators = consoleOf(parts);
  return { webhooks, helpscoutWebhooks, api, form, optOut, calendar, console: operators, oauth };
}

/** Calendars of promises by a secret link. */
function calendarOf({ database, companies, log }: Parts): CalendarDoor {
  return {
    db: database.db,
    companyOf: (id) => (companies.serves(id) ? companies.find(id)?.company() : undefined),
    dealUrlOf: (companyId, dealId) => dealUrlOf({ companies }, companyId, dealId),
    now: () => new Date(),
    log,
  };
}

/** Null without a token that opens it. */
function consoleOf({ environment, database: { db }, companies, seal }: Parts): ConsoleOptions | null {
  const { CONSOLE_TOKEN: token, publicUrl } = environment;
  if (token === undefined) return null;
  const { companyOf, ids: companyIds } = companies;
  const sessions = createOperatorSessions(token, seal, publicUrl.startsWith('https:'));
  return { db, companyOf, companyIds, nodes: () => liveAddresses(db), sessions };
}

/** A client's word by the link in a mail. */
function optOutOf({ database, bell, companies, seal, log }: Parts): OptOutDoor {
  const companyOf = (companyId: string) => companies.find(companyId)?.company();
  const told = { db: database.db, bell, companyOf: companies.companyOf };
  const optOut: OptOutDoor['optOut'] = (asked) => hearOptOut(told, asked);
  return { seal, companyOf, optOut, log };
}

/** Where the public form of a company is. */
export function formUrlOf(
  { address, companies }: Pick<Parts, 'address' | 'companies'>,
  companyId: string,
): string {
  return `${address.publicUrl}/request${companies.ids().length > 1 ? `?company=${companyId}` : ''}`;
}

/** The hand-made webhooks of the company with the API token, then those we registered ourselves. */
function callingCompany({ environment, database, seal }: Parts) {
  const { tokenCompany } = environment;
  return async (header: string | undefined): Promise<string | undefined> => {
    if (tokenCompany && checkBasic(header, tokenCompany.webhookUser, tokenCompany.webhookPassword))
      return tokenCompany.id;
    return companyCalling({ db: database.db, seal }, header);
  };
}

function installationDoor(
  { environment, database, companies, oauth, slack, seal, log }: Parts,
  sessions: ReturnType<typeof createBrowserSessions>,
): Router | null {
  if (!oauth || !environment.app) return null;
  const tokenCompanyId = environment.tokenCompany?.id ?? null;
  const { db } = database;
  const left = async (companyId: string) =>
    slack ? disconnectWorkspace({ ...slack, db, seal, log }, companyId) : undefined;
  const options = { db, seal, companies, tokenCompanyId, left, log };
  const { clientId, clientSecret } = environment.app;
  return oauthPipedrive({
    oauth,
    clientId,
    clientSecret,
    seal,
    secure: environment.publicUrl.startsWith('https:'),
    whose,
    installed: (user, tokens) => installed(options, user, tokens),
    uninstalled: (of) => uninstalled(options, of),
    sessions,
    log,
  });
}

/** Settings, texts, provisioning, doctor and what it found. */
function configurationApi(parts: Parts): Router {
  const { environment, database, companies, configuring, checkup, helpscout, log } = parts;
  const { db } = database;
  const { targetOf, alone, isShadow } = configuring;
  const router = express.Router();
  const sourceOf = (companyId: string) => {
    const isFixed = environment.SETTINGS_FILE !== undefined;
    const named = environment.tokenCompany?.id ?? companyId;
    return isFixed && named === companyId ? ('file' as const) : ('page' as const);
  };
  const { settingsSaved: saved } = checkup;
  const slackOf = (companyId: string, reader: Language) => slackSettingsFor(parts, companyId, reader);
  const helpscoutOf = (companyId: string, reader: Language) =>
    helpscout && helpscoutSettingsOf({ db, helpscout, log }, companyId, reader);
  router.use('/settings', settingsApi({ db, callerOf, companies, sourceOf, saved, slackOf, helpscoutOf }));
  router.use('/templates', templatesApi({ callerOf, deals: createPreviewedDeals(db) }));
  const applied = async (companyId: string) => {
    await companies.refreshCatalogue(companyId);
    checkup.lookSoon(companyId);
  };
  router.use('/provision', provisionApi({ callerOf, targetOf, alone, isShadow, applied }));
  router.use('/doctor', doctorApi({ callerOf, look: checkup.look }));
  const findingsOf = (companyId: string, reader: Language) => {
    const { timeZone } = companies.companyOf(companyId).settings;
    return findingsOfNow(db, companyId, { reader, timeZone, now: new Date() });
  };
  router.use('/findings', findingsApi({ callerOf, findingsOf }));
  return router;
}

/** Null without Slack. The token of the configuration is no company's to change. */
function slackSettingsFor(
  { slack, database, environment, address }: Parts,
  companyId: string,
  reader: Language,
) {
  if (!slack) return null;
  const isConnectable = slack.oauthFor !== null && environment.app !== null;
  const connectUrl = isConnectable ? `${address.publicUrl}/oauth/slack/start?company=${companyId}` : null;
  return slackSettingsOf(database.db, slack, { companyId, connectUrl }, reader);
}

/** With PORT=0 the system chose the port. */
export function listeningUrl({ PORT, PUBLIC_URL, publicUrl }: Environment, server: Server): string {
  const address = server.address();
  if (PORT !== 0 || PUBLIC_URL || address === null || typeof address === 'string') return publicUrl;
  return publicUrl.replace(/:0$/, `:${address.port}`);
}
