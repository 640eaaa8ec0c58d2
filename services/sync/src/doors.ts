import type { Server } from 'node:http';
import express, { type Router } from 'express';
import type { Language } from '#core/model/localized.ts';
import { installed, uninstalled, whose } from './company/installation.ts';
import { companyCalling } from './company/own-webhooks.ts';
import { checkBasic } from './connectors/pipedrive/webhook.ts';
import { createReceiver } from './deliveries/receive.ts';
import { readFindings } from './doctor/kept-findings.ts';
import type { Environment } from './environment.ts';
import { createAskAgain } from './http/ask-again.ts';
import { callerOf } from './http/authenticate-surface.ts';
import { createBrowserSessions } from './http/browser-sessions.ts';
import { doctorApi } from './http/doctor-api.ts';
import { findingsApi } from './http/findings-api.ts';
import { oauthPipedrive } from './http/oauth-pipedrive.ts';
import { createRefusalPreview } from './http/preview-refusal.ts';
import { provisionApi } from './http/provision-api.ts';
import { createApp, listen } from './http/server.ts';
import { createTokens } from './http/sessions.ts';
import { settingsApi } from './http/settings-api.ts';
import { surfaces } from './http/surfaces.ts';
import { surfacesInDevelopment } from './http/surfaces-in-development.ts';
import { templatesApi } from './http/templates-api.ts';
import type { Parts } from './parts.ts';
import { checkMigrated } from './store/migrate.ts';

/** The doors of people, vendors and operators; a node that only works has the last alone. */
export async function openDoors(parts: Parts, inDevelopment: boolean): Promise<Server> {
  const { environment, database, bell, log, metrics, address } = parts;
  const app = createApp({
    log,
    metrics,
    metricsToken: environment.METRICS_TOKEN,
    trustedProxyCount: environment.TRUST_PROXY,
    surfaces: await (inDevelopment ? surfacesInDevelopment : surfaces)(environment.frameAncestors),
    readyChecks: {
      database: () => database.pool.query('select 1'),
      migrations: () => checkMigrated(database),
      queue: () => bell.check(),
    },
    doors: environment.ROLE === 'worker' ? null : doorsOf(parts),
  });
  const server = await listen(app, environment.HOST, environment.PORT);
  address.publicUrl = listeningUrl(environment, server);
  return server;
}

function doorsOf(parts: Parts) {
  const { environment, database, bell, companies, compose, keys, seal, address, log } = parts;
  const { db } = database;
  const receive = createReceiver(db, bell);
  const sessions = createBrowserSessions(seal, environment.publicUrl.startsWith('https:'));
  const api = {
    db,
    bell,
    companies,
    sessions,
    tokens: createTokens(environment.PIPEDRIVE_CLIENT_SECRET, keys[0]),
    previewRefusal: createRefusalPreview(db, compose),
    askAgain: createAskAgain({ db, companies, log }),
    formUrlOf: (companyId: string) =>
      `${address.publicUrl}/request${companies.ids().length > 1 ? `?company=${companyId}` : ''}`,
    configuration: configurationApi(parts),
  };
  const form = { db, receive, companyIds: companies.ids, companyOf: companies.companyOf, log };
  const webhooks = { companyCalling: callingCompany(parts), receive };
  return { webhooks, api, form, oauth: installationDoor(parts, sessions) };
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
  { environment, database, companies, oauth, seal, log }: Parts,
  sessions: ReturnType<typeof createBrowserSessions>,
): Router | null {
  if (!oauth || !environment.app) return null;
  const tokenCompanyId = environment.tokenCompany?.id ?? null;
  const options = { db: database.db, seal, companies, tokenCompanyId, log };
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
  const { environment, database, companies, configuring, checkup } = parts;
  const { db } = database;
  const { targetOf, alone, isShadow } = configuring;
  const router = express.Router();
  const sourceOf = (companyId: string) => {
    const isFixed = environment.SETTINGS_FILE !== undefined;
    const named = environment.tokenCompany?.id ?? companyId;
    return isFixed && named === companyId ? ('file' as const) : ('page' as const);
  };
  router.use('/settings', settingsApi({ db, callerOf, companies, sourceOf, saved: checkup.settingsSaved }));
  router.use('/templates', templatesApi({ callerOf }));
  const applied = async (companyId: string) => {
    await companies.refreshCatalogue(companyId);
    checkup.lookSoon(companyId);
  };
  router.use('/provision', provisionApi({ callerOf, targetOf, alone, isShadow, applied }));
  router.use('/doctor', doctorApi({ callerOf, look: checkup.look }));
  const findingsOf = (companyId: string, reader: Language) => readFindings(db, companyId, reader);
  router.use('/findings', findingsApi({ callerOf, findingsOf }));
  return router;
}

/** With PORT=0 the system chose the port. */
export function listeningUrl({ PORT, PUBLIC_URL, publicUrl }: Environment, server: Server): string {
  const address = server.address();
  if (PORT !== 0 || PUBLIC_URL || address === null || typeof address === 'string') return publicUrl;
  return publicUrl.replace(/:0$/, `:${address.port}`);
}
