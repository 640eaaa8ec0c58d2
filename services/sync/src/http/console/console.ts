import express, { type Request, type Response, type Router } from 'express';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { Company } from '#core/company.ts';
import { DriftKind } from '#core/model/drift.ts';
import type { Actor } from '#core/model/staff-member.ts';
import { replay } from '../../operating/replay.ts';
import { retryDeadLetter } from '../../operating/retry-dead-letter.ts';
import { settleDrift } from '../../operating/settle-drift.ts';
import { countBacklog } from '../../store/backlog.ts';
import { listDeadLetters } from '../../store/dead-letters.ts';
import { listDrifts } from '../../store/drifts.ts';
import { readEffects } from '../../store/effects.ts';
import { findInstances, timersOf } from '../../store/find-instances.ts';
import { readWholeJournal } from '../../store/journal.ts';
import { readOperatingFigures } from '../../store/operating-figures.ts';
import { listDeliveries, readDelivery } from '../../store/replay-deliveries.ts';
import { takeSending } from '../../store/request-form-limits.ts';
import type { Schema } from '../../store/schema.ts';
import { deliveryStates } from '../../store/schema.ts';
import { readTokenDays } from '../../store/token-budget.ts';
import { parseBody } from '../parse-body.ts';
import { HttpProblem, languageOf } from '../problems.ts';
import { senderOfAddress } from '../request-form/sender.ts';
import { deadLettersPage } from './dead-letters-page.ts';
import { deliveriesPage } from './deliveries-page.ts';
import { driftPage } from './drift-page.ts';
import type { OperatorSessions } from './operator-session.ts';
import { overviewPage } from './overview-page.ts';
import { signInPage } from './sign-in-page.ts';
import { type Story, storyPage } from './story-page.ts';
import { consolePolicy } from './style.ts';
import { consoleTexts } from './texts.ts';

/** What the console works with. */
export interface ConsoleOptions {
  db: Kysely<Schema>;
  /** @throws Error when the company is not served */
  companyOf(companyId: string): Company;
  companyIds(): string[];
  /** The public addresses of the nodes alive. */
  nodes(): Promise<string[]>;
  sessions: OperatorSessions;
}

/** Whoever guesses at the token from one network. */
const signInLimit = { countMax: 10, perSeconds: 600 };
const shownDeliveries = 100;
const SignIn = z.object({ name: z.string().trim().min(1).max(80), token: z.string().max(1_000) });
const Retry = z.object({ effect: z.union([z.uuid(), z.literal('all')]) });
const Settle = z.object({ request: z.uuid(), kind: DriftKind, how: z.enum(['repair', 'accept']) });
const Replay = z.object({ delivery: z.coerce.number().int().positive() });
const DeliveriesQuery = z.object({ state: z.enum(deliveryStates).or(z.literal('')).optional() });
const StoryQuery = z.object({ find: z.string().trim().max(200).default('') });

/**
 * `/console`, to be mounted there: what waits, what gave up, what came in, and one story whole, for whoever knows
 * CONSOLE_TOKEN. Forms are taken from its own pages alone: the session's cookie is sent from nowhere else.
 */
export function consoleDoor(options: ConsoleOptions): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set({
      'content-security-policy': consolePolicy,
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex, nofollow',
    });
    next();
  });
  router.use(express.urlencoded({ extended: false, limit: '10kb' }), fromOwnPages);
  router.post('/sign-in', (request, response) => signIn(options, request, response));
  router.use((request, response, next) => {
    const name = options.sessions.read(request);
    if (name !== undefined) {
      response.locals.operator = name;
      return next();
    }
    response
      .status(401)
      .type('html')
      .send(signInPage(languageOf(request), null));
  });
  router.post('/sign-out', (_request, response) => {
    options.sessions.end(response);
    response.redirect(303, '/console');
  });
  router.get('/', (request, response) => showOverview(options, request, response));
  router.get('/dead-letters', (request, response) => showDeadLetters(options, request, response, null));
  router.post('/dead-letters', (request, response) => retry(options, request, response));
  router.get('/drift', (request, response) => showDrifts(options, request, response, null));
  router.post('/drift', (request, response) => settle(options, request, response));
  router.get('/deliveries', (request, response) => showDeliveries(options, request, response, null));
  router.post('/deliveries', (request, response) => replayOne(options, request, response));
  router.get('/story', (request, response) => showStory(options, request, response));
  return router;
}

/** Browsers say where a form comes from (Fetch Metadata); what says nothing is no browser, and has no cookie to misuse. */
function fromOwnPages(request: Request, _response: Response, next: () => void): void {
  const site = request.headers['sec-fetch-site'];
  if (request.method === 'POST' && site !== undefined && site !== 'same-origin') {
    throw new HttpProblem(
      403,
      { fr: 'Formulaire d’une autre page', en: 'Form of another page' },
      { fr: 'Ouvrez la console elle-même.', en: 'Open the console itself.' },
    );
  }
  next();
}

async function signIn({ db, sessions }: ConsoleOptions, request: Request, response: Response): Promise<void> {
  const language = languageOf(request);
  const typed = SignIn.safeParse(request.body);
  const again = (status: number, problem: 'wrongToken' | 'tooMany') =>
    void response
      .status(status)
      .type('html')
      .send(signInPage(language, problem, typed.data?.name));
  if ((await takeSending(db, senderOfAddress('console', request.ip), signInLimit)) > 0)
    return again(429, 'tooMany');
  if (!typed.success || !sessions.begin(response, typed.data.token, typed.data.name))
    return again(401, 'wrongToken');
  response.redirect(303, '/console');
}

async function showOverview(
  { db, nodes }: ConsoleOptions,
  request: Request,
  response: Response,
): Promise<void> {
  const now = new Date();
  const [figures, backlog, tokens, alive] = await Promise.all([
    readOperatingFigures(db),
    countBacklog(db),
    readTokenDays(db, now.toISOString().slice(0, 10)),
    nodes(),
  ]);
  const overview = { ...figures, backlog, tokens, nodes: alive, now };
  response.type('html').send(overviewPage(overview, languageOf(request)));
}

async function showDeadLetters(
  { db }: ConsoleOptions,
  request: Request,
  response: Response,
  notice: string | null,
): Promise<void> {
  response.type('html').send(deadLettersPage(await listDeadLetters(db, {}), notice, languageOf(request)));
}

async function retry(options: ConsoleOptions, request: Request, response: Response): Promise<void> {
  const { effect } = parseBody(Retry, request.body);
  const by = operatorOf(response);
  const letters = await listDeadLetters(options.db, effect === 'all' ? {} : { id: effect });
  const served = options.companyIds();
  let count = 0;
  for (const { id, company } of letters)
    if (served.includes(company) && (await retryDeadLetter(options, id, by))) count += 1;
  await showDeadLetters(options, request, response, consoleTexts[languageOf(request)].retried(count));
}

/** Who pressed the button, as the journal names them. */
function operatorOf(response: Response): Actor {
  return { staffId: null, name: response.locals.operator, email: null, surface: 'console' };
}

async function showDrifts(
  { db }: ConsoleOptions,
  request: Request,
  response: Response,
  notice: string | null,
): Promise<void> {
  response.type('html').send(driftPage(await listDrifts(db), notice, languageOf(request)));
}

async function settle(options: ConsoleOptions, request: Request, response: Response): Promise<void> {
  const t = consoleTexts[languageOf(request)];
  const { request: instanceId, kind, how } = parseBody(Settle, request.body);
  const settled = await settleDrift(options, { instanceId, kind }, how, operatorOf(response));
  const done = how === 'repair' ? t.driftRepaired : t.driftAccepted;
  await showDrifts(options, request, response, settled ? done : t.driftClosed);
}

async function showDeliveries(
  { db }: ConsoleOptions,
  request: Request,
  response: Response,
  notice: string | null,
): Promise<void> {
  const state = parseBody(DeliveriesQuery, request.query).state || undefined;
  const items = await listDeliveries(db, { state, limit: shownDeliveries });
  response.type('html').send(deliveriesPage({ items, state, notice }, languageOf(request)));
}

async function replayOne(options: ConsoleOptions, request: Request, response: Response): Promise<void> {
  const t = consoleTexts[languageOf(request)];
  const delivery = await readDelivery(options.db, parseBody(Replay, request.body).delivery);
  const why = delivery ? await replay(options.db, delivery, response.locals.operator) : 'forgotten';
  await showDeliveries(options, request, response, why === null ? t.replayed : `${t.notReplayed} ${t[why]}`);
}

async function showStory({ db }: ConsoleOptions, request: Request, response: Response): Promise<void> {
  const asked = parseBody(StoryQuery, request.query).find;
  const found = asked === '' ? [] : await findInstances(db, asked);
  const [instance] = found;
  let story: Story | null = null;
  if (instance && found.length === 1) {
    const [journal, effects, timers] = await Promise.all([
      readWholeJournal(db, instance.id),
      readEffects(db, [instance.id]),
      timersOf(db, instance.id),
    ]);
    story = { instance, journal, effects, timers };
  }
  response.type('html').send(storyPage({ asked, found, story }, languageOf(request)));
}
