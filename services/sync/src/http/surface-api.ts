import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import { plainText } from '#core/contract/command-fields.ts';
import type { PanelView, RequestDetails, RequestPage } from '#core/contract/request-view.ts';
import { RequestSort, SortDirection } from '#core/contract/saved-views.ts';
import { Step } from '#core/processes/account-request/state.ts';
import type { Companies } from '../company/companies.ts';
import type { Bell } from '../engine/bell.ts';
import { requestsOf } from '../store/requests.ts';
import type { Schema } from '../store/schema.ts';
import { inSnapshot } from '../store/snapshot.ts';
import { answerToAny } from './answer-command.ts';
import type { AskAgain } from './ask-again.ts';
import {
  authenticateSurface,
  type Caller,
  callerOf,
  readerOf,
  type StandIn,
} from './authenticate-surface.ts';
import type { BrowserSessions } from './browser-sessions.ts';
import { bulkApi } from './bulk-api.ts';
import { calendarFeedApi } from './calendar/calendar-feed-api.ts';
import {
  answerConversationCommand,
  isConversationCommand,
} from './conversation/answer-conversation-command.ts';
import { onlyOwnConversation } from './conversation/door.ts';
import type { ConversationOptions } from './conversation/options.ts';
import { conversationApi } from './conversation-api.ts';
import { conversionsApi } from './conversions/conversions-api.ts';
import { choicesFor } from './decision-choices.ts';
import type { AgentOf } from './helpscout-agents.ts';
import { openSession } from './open-session.ts';
import { organizationApi } from './organization-api.ts';
import { parseBody } from './parse-body.ts';
import { previewApi } from './preview-command.ts';
import type { PreviewRefusal } from './preview-refusal.ts';
import { malformed, notFound } from './problems.ts';
import { readDetails, readPage } from './read-requests.ts';
import { readCursor } from './request-cursor.ts';
import type { Tokens } from './sessions.ts';
import { submissionsApi } from './submissions-api.ts';
import { viewsApi } from './views-api.ts';

/** What the doors of the surfaces need. */
export interface SurfaceApiOptions {
  db: Kysely<Schema>;
  bell: Bell;
  companies: Companies;
  tokens: Tokens;
  sessions: BrowserSessions;
  previewRefusal: PreviewRefusal;
  askAgain: AskAgain;
  /** Who decides in whose place. */
  standIn: StandIn;
  /** Where the public form of a company is. */
  formUrlOf(companyId: string): string;
  /** Where the calendar behind a secret is. */
  calendarUrlOf(secret: string): string;
  /** The sidebar of the help desk; null without one. */
  helpscout: { agentOf: AgentOf; conversations: ConversationOptions } | null;
  /** Doors of the configuration: settings, texts, provisioning, doctor. */
  configuration: Router;
}

/** An empty parameter is one that was not given. */
const given = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text) => (text === '' ? undefined : text), schema);
const Steps = z.array(Step);
const ListQuery = z.object({
  step: z.string().default(''),
  q: z.string().max(200).default(''),
  source: given(plainText.max(100).optional()),
  owner: given(z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional()),
  sort: given(RequestSort.default('submittedAt')),
  direction: given(SortDirection.default('desc')),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
const RecordId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const PreviewRequest = z.object({
  type: z.literal('refuse-request'),
  requestId: z.uuid(),
  reason: z.string().min(1).max(100),
  note: z.string().max(3000).optional(),
});

/** `/api/*` of interfaces.md section 3: parses, asks, answers; decides nothing. */
export function surfaceApi(options: SurfaceApiOptions): Router {
  const { db, bell, companies, tokens } = options;
  const router = express.Router();
  // Settings with company mail texts are the largest of all.
  router.use('/settings', express.json({ limit: '1mb', strict: true }));
  router.use(express.json({ limit: '100kb', strict: true }));
  router.post('/sessions', async (request, response) => {
    response.json(await openSession({ ...options, agentOf: options.helpscout?.agentOf ?? null }, request));
  });
  router.use(authenticateSurface(tokens, companies, options.standIn));
  router.use(onlyOwnConversation());
  router.use(conversionsApi(options));
  router.get('/requests', async (request, response) => {
    response.json(await pageFor(options, request));
  });
  router.get('/requests/:id', async (request, response) => {
    const id = z.uuid().safeParse(request.params.id);
    const details = id.success && (await detailsFor(options, callerOf(request), [id.data]));
    if (!details) throw notFound();
    response.json(details);
  });
  router.get('/deals/:id', async (request, response) => {
    response.json(await panelOf(options, request, 'deal'));
  });
  router.get('/persons/:id', async (request, response) => {
    response.json(await panelOf(options, request, 'person'));
  });
  router.use('/submissions', submissionsApi({ db, callerOf }));
  router.get('/choices', (request, response) => {
    response.json(choicesFor(callerOf(request), options.formUrlOf));
  });
  router.post('/previews', async (request, response) => {
    const wanted = parseBody(PreviewRequest, request.body);
    const preview = await options.previewRefusal(callerOf(request), wanted);
    if (!preview) throw notFound();
    response.json(preview);
  });
  router.use('/organizations', organizationApi({ db, callerOf }));
  router.use('/views', viewsApi({ db, callerOf }));
  router.use('/calendar-feed', calendarFeedApi({ db, callerOf, calendarUrlOf: options.calendarUrlOf }));
  router.use('/bulk-decisions', bulkApi({ db, bell, callerOf }));
  router.use('/commands/preview', previewApi({ db, companyOf: companies.companyOf, callerOf }));
  if (options.helpscout) router.use('/conversations', conversationApi(options.helpscout.conversations));
  router.use(options.configuration);
  router.post('/commands', async (request, response) => {
    response.json(await answerTo(options, callerOf(request), request.body));
  });
  router.use(() => {
    throw notFound();
  });
  return router;
}

function answerTo(
  options: SurfaceApiOptions,
  caller: Caller,
  body: unknown,
): ReturnType<typeof answerToAny | typeof answerConversationCommand> {
  const { helpscout } = options;
  if (!helpscout || !isConversationCommand(body)) return answerToAny(options, caller, body);
  return answerConversationCommand(helpscout.conversations, caller, body);
}

async function pageFor({ db }: SurfaceApiOptions, request: Request): Promise<RequestPage> {
  const query = parseBody(ListQuery, request.query);
  const { q: search, source = null, owner: ownerId = null, sort, direction, cursor, limit } = query;
  const steps = Steps.safeParse(query.step.split(',').filter(Boolean));
  if (!steps.success) throw malformed(['step']);
  const after = cursor === undefined ? null : readCursor(cursor, { sort, direction });
  if (after === undefined) throw malformed(['cursor']);
  const wanted = { steps: steps.data, search, source, ownerId, sort, direction, after, limit };
  const reader = readerOf(callerOf(request));
  return inSnapshot(db, (store) => readPage(store, wanted, reader));
}

async function panelOf(
  options: SurfaceApiOptions,
  request: Request,
  kind: 'deal' | 'person',
): Promise<PanelView> {
  const caller = callerOf(request);
  const recordId = RecordId.safeParse(request.params.id);
  if (!recordId.success) throw malformed([kind]);
  const ids = await requestsOf(options.db, caller.company.id, kind, recordId.data);
  const details = await detailsFor(options, caller, ids);
  return { request: details ?? null, choices: choicesFor(caller, options.formUrlOf) };
}

/** The first of these requests that the caller may see; that they may see none is not said without asking again. */
async function detailsFor(
  { db, askAgain }: SurfaceApiOptions,
  caller: Caller,
  ids: readonly string[],
): Promise<RequestDetails | undefined> {
  const read = (id: string) => inSnapshot(db, (store) => readDetails(store, id, readerOf(caller)));
  for (const id of ids) {
    const details = await read(id);
    if (details) return details;
  }
  const [closest] = ids;
  if (closest === undefined || !(await askAgain(caller, closest))) return undefined;
  return read(closest);
}
