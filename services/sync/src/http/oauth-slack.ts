import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import type { Localized } from '#core/model/localized.ts';
import type { Companies } from '../company/companies.ts';
import type { SlackInstallation, SlackOauth } from '../connectors/slack/oauth.ts';
import type { Log } from '../log.ts';
import type { Seal } from '../sealed.ts';
import type { Caller } from './authenticate-surface.ts';
import { callerFor } from './authenticate-surface.ts';
import type { BrowserSessions } from './browser-sessions.ts';
import { mustConfigure } from './configuring-caller.ts';
import { notAllowed, startAgain } from './oauth-problems.ts';
import { type OauthState, oauthState, orProblem } from './oauth-state.ts';
import { HttpProblem, malformed } from './problems.ts';

/** What connecting a company with its Slack workspace needs. */
export interface SlackOauthOptions {
  oauth(): SlackOauth;
  seal: Seal;
  /** Whether our pages are reached by HTTPS. */
  secure: boolean;
  sessions: BrowserSessions;
  companies: Companies;
  /** Where somebody without a session signs in and comes back from (`?return=`); null where nobody can. */
  signInUrl: string | null;
  /**
   * Takes the workspace up for the company.
   * @returns false when it decides for another company
   */
  connected(companyId: string, installation: SlackInstallation): Promise<boolean>;
  log: Log;
}

const path = '/oauth/slack';
const State = z.object({ company: z.string(), staff: z.int() });
type State = OauthState<z.infer<typeof State>>;
const Start = z.object({
  company: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional()
    .catch(undefined),
});
const afterConnection = '/surfaces/pipedrive/settings#slack';

/**
 * `/oauth/slack/*`: an administrator connects their company with a Slack workspace (slack.md 6). For whom is kept by
 * the browser that began, never taken from the address: the company named there is the one whose settings page led
 * here, and whoever is signed in for another one signs in again.
 */
export function oauthSlack(options: SlackOauthOptions): Router {
  const { seal, secure } = options;
  const place = { cookie: 'passerelle_slack_oauth', path, secure };
  const state = oauthState({ ...place, seal, purpose: 'state of a Slack installation', schema: State });
  const router = express.Router();
  router.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  router.get('/start', (request, response) => start(options, state, request, response));
  router.get('/callback', (request, response) => finish(options, state, request, response));
  return router;
}

async function start(
  options: SlackOauthOptions,
  state: State,
  request: Request,
  response: Response,
): Promise<void> {
  const bearer = options.sessions.read(request);
  const { company: meant } = Start.parse(request.query);
  if (!bearer || (meant !== undefined && meant !== bearer.companyId)) {
    if (options.signInUrl === null) throw nowhereToSignIn();
    const back = `${path}/start${meant === undefined ? '' : `?company=${meant}`}`;
    return response.redirect(302, `${options.signInUrl}?return=${back}`);
  }
  const { company, staff } = await administrator(options, bearer, request);
  const word = state.begin(response, { company: company.id, staff: staff.id });
  response.redirect(302, options.oauth().authorizeUrl(word));
}

async function finish(
  options: SlackOauthOptions,
  state: State,
  request: Request,
  response: Response,
): Promise<void> {
  const { oauth, log } = options;
  const kept = state.end(request, response);
  if (!kept) throw startAgain(again, `${path}/start`);
  if (request.query.error !== undefined) throw notAllowed('Slack', unconnected, agreement);
  if (typeof request.query.code !== 'string') throw malformed(['code']);
  const { company } = await administrator(options, { companyId: kept.company, staffId: kept.staff }, request);
  const installation = await orProblem(oauth().exchangeCode(request.query.code));
  const isOurs = await orProblem(options.connected(company.id, installation));
  if (!isOurs) throw decidesForAnother(installation.teamName);
  log.info(
    { companyId: company.id, teamId: installation.teamId, staffId: kept.staff },
    'Slack was connected',
  );
  response.redirect(302, afterConnection);
}

/** @throws HttpProblem to somebody who may not configure, or does not any more */
async function administrator(
  { companies }: SlackOauthOptions,
  bearer: { companyId: string; staffId: number },
  request: Request,
): Promise<Caller> {
  const caller = await callerFor(bearer, companies, request);
  mustConfigure(caller);
  return caller;
}

const again: Localized = { fr: 'Connexion à recommencer', en: 'Start the connection again' };
const unconnected: Localized = { fr: 'Slack n’a pas été connecté.', en: 'Slack was not connected.' };
const agreement: Localized = {
  fr: ' ; votre espace peut demander l’accord d’un administrateur de Slack.',
  en: '; your workspace may want a Slack administrator to agree.',
};

function nowhereToSignIn(): HttpProblem {
  return new HttpProblem(
    401,
    { fr: 'Connexion impossible ici', en: 'Nobody can sign in here' },
    {
      fr: 'Cette installation sert une seule entreprise par un jeton : mettez le jeton de Slack dans SLACK_BOT_TOKEN.',
      en: 'This installation serves one company by a token: put the token of Slack into SLACK_BOT_TOKEN.',
    },
  );
}

function decidesForAnother(teamName: string): HttpProblem {
  return new HttpProblem(
    409,
    { fr: 'Espace Slack déjà relié', en: 'Slack workspace already connected' },
    {
      fr: `L’espace « ${teamName} » décide déjà pour une autre entreprise. Choisissez-en un autre, ou retirez-y d’abord l’application.`,
      en: `The workspace “${teamName}” decides for another company already. Choose another one, or take the app away there first.`,
    },
  );
}
