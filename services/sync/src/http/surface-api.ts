import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import { deciderNames } from '#core/company.ts';
import { plainText } from '#core/contract/command-fields.ts';
import type { DecisionChoices, PanelView, RequestDetails, RequestPage } from '#core/contract/request-view.ts';
import { RequestSort, SortDirection } from '#core/contract/saved-views.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import { inLanguage } from '#core/model/localized.ts';
import { Step } from '#core/processes/account-request/state.ts';
import { targetsOf } from '#core/settings.ts';
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
  callerSigningIn,
  readerOf,
} from './authenticate-surface.ts';
import type { BrowserSessions } from './browser-sessions.ts';
import { bulkApi } from './bulk-api.ts';
import { organizationApi } from './organization-api.ts';
import { parseBody } from './parse-body.ts';
import { previewApi } from './preview-command.ts';
import type { PreviewRefusal } from './preview-refusal.ts';
import { malformed, notFound } from './problems.ts';
import { readDetails, readPage } from './read-requests.ts';
import { recordsUrlOf } from './records-url.ts';
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
  /** Where the public form of a company is. */
  formUrlOf(companyId: string): string;
  /** Doors of the configuration: settings, texts, provisioning, doctor. */
  configuration: Router;
}

const SessionRequest = z.discriminatedUnion('host', [
  z.object({ host: z.literal('pipedrive'), token: z.string().min(1).max(10_000) }),
  /** One of our own pages outside Pipedrive: the cookie tells who. */
  z.object({ host: z.literal('browser') }),
]);
/** An empty parameter is one that was not given. */
const given = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text) => (text === '' ? undefined : text), schema);
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
    response.json(await sessionFor(options, request));
  });
  router.use(authenticateSurface(tokens, companies));
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
  router.use('/bulk-decisions', bulkApi({ db, bell, callerOf }));
  router.use('/commands/preview', previewApi({ db, companyOf: companies.companyOf, callerOf }));
  router.use(options.configuration);
  router.post('/commands', async (request, response) => {
    response.json(await answerToAny(options, callerOf(request), request.body));
  });
  router.use(() => {
    throw notFound();
  });
  return router;
}

/** A token of ours for the host's, or for the cookie of a page outside the host. */
async function sessionFor(
  { companies, tokens, sessions }: SurfaceApiOptions,
  request: Request,
): Promise<SessionAnswer> {
  const proof = parseBody(SessionRequest, request.body);
  const bearer = proof.host === 'browser' ? sessions.read(request) : await tokens.readSigned(proof.token);
  const { company, staff, language, mayDecide, mayConfigure } = await callerSigningIn(
    bearer,
    companies,
    request,
  );
  const issued = await tokens.issue({ companyId: company.id, staffId: staff.id });
  const { name, email } = staff;
  const shadow = company.shadow === true;
  const recordsUrl = recordsUrlOf(companies.of(company.id).apiUrl);
  return { ...issued, staff: { name, email }, locale: language, mayDecide, mayConfigure, shadow, recordsUrl };
}

async function pageFor({ db }: SurfaceApiOptions, request: Request): Promise<RequestPage> {
  const query = parseBody(ListQuery, request.query);
  const { q: search, source = null, owner: ownerId = null, sort, direction, cursor, limit } = query;
  const steps = z.array(Step).safeParse(query.step.split(',').filter(Boolean));
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

function choicesFor(
  { company, language }: Caller,
  formUrlOf: (companyId: string) => string,
): DecisionChoices {
  const { settings } = company;
  return {
    targets: targetsOf(settings).map(({ key, label }) => ({ key, label: inLanguage(label, language) })),
    refusalReasons: settings.refusalReasons.map(({ key, label }) => ({
      key,
      label: inLanguage(label, language),
    })),
    undoSeconds: settings.undoSeconds,
    deciders: deciderNames(company),
    sources: settings.publicForm.sources.map(({ key, label }) => ({
      key,
      label: inLanguage(label, language),
    })),
    owners: company.staff.filter(({ active }) => active).map(({ id, name }) => ({ id, name })),
    formUrl: settings.publicForm.enabled ? formUrlOf(company.id) : null,
  };
}
