import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import type { Localized } from '#core/model/localized.ts';
import type { PipedriveOauth, PipedriveTokens } from '../connectors/pipedrive/oauth.ts';
import type { CurrentUser } from '../connectors/pipedrive/port.ts';
import { checkBasic } from '../connectors/pipedrive/webhook.ts';
import type { Log } from '../log.ts';
import type { Seal } from '../sealed.ts';
import type { BrowserSessions } from './browser-sessions.ts';
import { notAllowed, startAgain } from './oauth-problems.ts';
import { type OauthState, oauthState, orProblem } from './oauth-state.ts';
import { HttpProblem, malformed } from './problems.ts';

/** What the doors of the installation need. */
export interface OauthOptions {
  oauth(): PipedriveOauth;
  clientId: string;
  clientSecret: string;
  seal: Seal;
  /** Whether our pages are reached by HTTPS. */
  secure: boolean;
  /** Who the tokens belong to. */
  whose(tokens: PipedriveTokens): Promise<CurrentUser>;
  /** Takes the company up, with this person's tokens. */
  installed(user: CurrentUser, tokens: PipedriveTokens): Promise<void>;
  /** A person took the app away. */
  uninstalled(of: { company: string; userId: number }): Promise<void>;
  sessions: BrowserSessions;
  log: Log;
}

const path = '/oauth/pipedrive';
const State = z.object({ returnTo: z.string() });
type State = OauthState<z.infer<typeof State>>;
/** The pages somebody may be sent back to; anything else would let strangers send our users elsewhere. */
const ownPage =
  /^(\/surfaces\/pipedrive\/[a-z-]+(\?[\w=&%.*+-]*)?(#[\w/.-]*)?|\/oauth\/slack\/start(\?company=\d{1,20})?)$/;
const afterInstallation = '/surfaces/pipedrive/settings';

/**
 * `/oauth/pipedrive/*`: installing the app, which also signs the person in to our own pages, and uninstalling it
 * (pipedrive.md 1.1 and 1.4).
 */
export function oauthPipedrive(options: OauthOptions): Router {
  const { seal, secure } = options;
  const place = { cookie: 'passerelle_oauth', path, secure };
  const state = oauthState({ ...place, seal, purpose: 'state of an installation', schema: State });
  const router = express.Router();
  router.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  router.get('/start', (request, response) => start(options, state, request, response));
  router.get('/callback', (request, response) => finish(options, state, request, response));
  router.delete('/callback', express.json({ limit: '10kb' }), (request, response) =>
    uninstall(options, request, response),
  );
  return router;
}

function start({ oauth }: OauthOptions, state: State, request: Request, response: Response): void {
  const wanted = typeof request.query.return === 'string' ? request.query.return : '';
  const returnTo = ownPage.test(wanted) ? wanted : afterInstallation;
  response.redirect(302, oauth().authorizeUrl(state.begin(response, { returnTo })));
}

async function finish(
  options: OauthOptions,
  state: State,
  request: Request,
  response: Response,
): Promise<void> {
  const { oauth, sessions } = options;
  const kept = state.end(request, response);
  if (!kept) throw startAgain(again, `${path}/start`);
  if (request.query.error !== undefined) throw notAllowed('Pipedrive', notInstalled, purpose);
  if (typeof request.query.code !== 'string') throw malformed(['code']);
  const tokens = await orProblem(oauth().exchange(request.query.code));
  const user = await orProblem(options.whose(tokens));
  await options.installed(user, tokens);
  await sessions.begin(response, { companyId: user.companyId, staffId: user.id });
  response.redirect(302, kept.returnTo);
}

const Uninstalled = z.object({
  client_id: z.string(),
  company_id: z.union([z.number().int().transform(String), z.string().regex(/^\d+$/)]),
  user_id: z.coerce.number().int(),
});

/** Its answer is ignored (pipedrive.md 1.4); without the app's own credentials nothing is deleted. */
async function uninstall(
  { clientId, clientSecret, uninstalled, log }: OauthOptions,
  request: Request,
  response: Response,
): Promise<void> {
  if (!checkBasic(request.headers.authorization, clientId, clientSecret)) throw notPipedrive();
  const parsed = Uninstalled.safeParse(request.body);
  if (!parsed.success) throw malformed(parsed.error.issues.map((issue) => issue.path.join('.') || 'body'));
  const { company_id: company, user_id: userId } = parsed.data;
  await uninstalled({ company, userId });
  log.info({ company, userId }, 'the app was uninstalled');
  response.status(204).end();
}

const again: Localized = { fr: 'Installation à recommencer', en: 'Start the installation again' };
const notInstalled: Localized = {
  fr: 'Passerelle n’a pas été installée.',
  en: 'Passerelle was not installed.',
};
const purpose: Localized = { fr: ' pour l’installer.', en: ' to install it.' };

function notPipedrive(): HttpProblem {
  return new HttpProblem(
    401,
    { fr: 'Identifiants de l’application incorrects', en: 'Wrong credentials of the app' },
    {
      fr: 'Pipedrive appelle cette adresse avec PIPEDRIVE_CLIENT_ID et PIPEDRIVE_CLIENT_SECRET.',
      en: 'Pipedrive calls this address with PIPEDRIVE_CLIENT_ID and PIPEDRIVE_CLIENT_SECRET.',
    },
  );
}
