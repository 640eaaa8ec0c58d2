import { randomBytes } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import { OutsideError } from '../connectors/errors.ts';
import type { PipedriveOauth, PipedriveTokens } from '../connectors/pipedrive/oauth.ts';
import type { CurrentUser } from '../connectors/pipedrive/port.ts';
import { checkBasic } from '../connectors/pipedrive/webhook.ts';
import type { Log } from '../log.ts';
import type { Seal } from '../sealed.ts';
import type { BrowserSessions } from './browser-sessions.ts';
import { readCookie } from './cookies.ts';
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

const stateCookie = 'passerelle_oauth';
const stateMinutes = 10;
const State = z.object({ nonce: z.string(), returnTo: z.string(), at: z.number() });
type State = z.infer<typeof State>;
const purpose = 'state of an installation';
/** The pages somebody may be sent back to; anything else would let strangers send our users elsewhere. */
const ownPage = /^\/surfaces\/pipedrive\/[a-z-]+(\?[\w=&%.*+-]*)?(#[\w/.-]*)?$/;
const afterInstallation = '/surfaces/pipedrive/settings';

/**
 * `/oauth/pipedrive/*`: installing the app, which also signs the person in to our own pages, and uninstalling it
 * (pipedrive.md 1.1 and 1.4).
 */
export function oauthPipedrive(options: OauthOptions): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  router.get('/start', (request, response) => start(options, request, response));
  router.get('/callback', (request, response) => finish(options, request, response));
  router.delete('/callback', express.json({ limit: '10kb' }), (request, response) =>
    uninstall(options, request, response),
  );
  return router;
}

/** The state is kept by the browser that began: a link somebody else sent ends nowhere. */
function start({ oauth, seal, secure }: OauthOptions, request: Request, response: Response): void {
  const wanted = typeof request.query.return === 'string' ? request.query.return : '';
  const returnTo = ownPage.test(wanted) ? wanted : afterInstallation;
  const state: State = { nonce: randomBytes(24).toString('base64url'), returnTo, at: Date.now() };
  response.cookie(stateCookie, seal.seal(JSON.stringify(state), purpose), {
    httpOnly: true,
    secure,
    sameSite: 'lax',
    path: '/oauth/pipedrive',
    maxAge: stateMinutes * 60_000,
  });
  response.redirect(302, oauth().authorizeUrl(state.nonce));
}

async function finish(options: OauthOptions, request: Request, response: Response): Promise<void> {
  const { oauth, seal, secure, sessions } = options;
  const state = stateOf(seal, readCookie(request, stateCookie));
  response.clearCookie(stateCookie, { path: '/oauth/pipedrive', secure, sameSite: 'lax', httpOnly: true });
  if (!state || request.query.state !== state.nonce) throw startAgain();
  if (request.query.error !== undefined) throw notAllowed();
  if (typeof request.query.code !== 'string') throw malformed(['code']);
  const tokens = await orProblem(oauth().exchange(request.query.code));
  const user = await orProblem(options.whose(tokens));
  await options.installed(user, tokens);
  await sessions.begin(response, { companyId: user.companyId, staffId: user.id });
  response.redirect(302, state.returnTo);
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
  if (!parsed.success) throw malformed(parsed.error.issues.map(({ path }) => path.join('.') || 'body'));
  const { company_id: company, user_id: userId } = parsed.data;
  await uninstalled({ company, userId });
  log.info({ company, userId }, 'the app was uninstalled');
  response.status(204).end();
}

function stateOf(seal: Seal, cookie: string | undefined): State | undefined {
  if (cookie === undefined) return undefined;
  try {
    const state = State.parse(JSON.parse(seal.open(cookie, purpose)));
    return Date.now() - state.at < stateMinutes * 60_000 ? state : undefined;
  } catch {
    return undefined;
  }
}

async function orProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const { title, detail } = error.problem;
    throw new HttpProblem(error.failure.word === 'retry-later' ? 503 : 400, title, detail);
  }
}

function startAgain(): HttpProblem {
  return new HttpProblem(
    400,
    { fr: 'Installation à recommencer', en: 'Start the installation again' },
    {
      fr: 'Elle a pris plus de dix minutes, ou a commencé dans un autre navigateur. Ouvrez de nouveau /oauth/pipedrive/start.',
      en: 'It took more than ten minutes, or began in another browser. Open /oauth/pipedrive/start again.',
    },
  );
}

function notAllowed(): HttpProblem {
  return new HttpProblem(
    400,
    { fr: 'Autorisation refusée dans Pipedrive', en: 'Not allowed in Pipedrive' },
    {
      fr: 'Passerelle n’a pas été installée. Recommencez et choisissez « Autoriser » pour l’installer.',
      en: 'Passerelle was not installed. Start again and choose “Allow” to install it.',
    },
  );
}

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
