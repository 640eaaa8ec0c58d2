import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import { staffOf } from '#core/company.ts';
import { Command } from '#core/contract/commands.ts';
import type { CommandAnswer, DecisionChoices, PanelView, RequestPage } from '#core/contract/request-view.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import { inLanguage } from '#core/model/localized.ts';
import { Step } from '#core/processes/account-request/state.ts';
import { reasonText } from '#core/processes/account-request/texts.ts';
import { targetsOf } from '#core/settings.ts';
import type { CompanyDirectory } from '../company/directory.ts';
import { ringFor } from '../deliveries/route-deliveries.ts';
import type { Bell } from '../engine/bell.ts';
import { performCommand } from '../engine/perform-command.ts';
import { requestOf } from '../store/requests.ts';
import type { Schema } from '../store/schema.ts';
import { authenticateSurface, type Caller, callerFor, callerOf } from './authenticate-surface.ts';
import type { PreviewRefusal } from './preview-refusal.ts';
import { HttpProblem, malformed, notFound } from './problems.ts';
import { readCursor, readDetails, readPage } from './read-requests.ts';
import type { Tokens } from './sessions.ts';

/** What the doors of the surfaces need. */
export interface SurfaceApiOptions {
  db: Kysely<Schema>;
  bell: Bell;
  directory: CompanyDirectory;
  companyId: string;
  tokens: Tokens;
  previewRefusal: PreviewRefusal;
}

const SessionRequest = z.object({ host: z.literal('pipedrive'), token: z.string().min(1).max(10_000) });
const ListQuery = z.object({
  step: z.string().default(''),
  q: z.string().max(200).default(''),
  cursor: z.string().max(200).optional(),
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
  const { db, directory, companyId, tokens } = options;
  const router = express.Router();
  router.use(express.json({ limit: '100kb', strict: true }));
  router.post('/sessions', async (request, response) => {
    response.json(await sessionFor(options, request));
  });
  router.use(authenticateSurface(tokens, directory, companyId));
  router.get('/requests', async (request, response) => {
    response.json(await pageFor(options, request));
  });
  router.get('/requests/:id', async (request, response) => {
    const id = z.uuid().safeParse(request.params.id);
    const details = id.success && (await readDetails(db, id.data, readerOf(callerOf(request))));
    if (!details) throw notFound();
    response.json(details);
  });
  router.get('/deals/:id', async (request, response) => {
    response.json(await panelOf(options, request, 'deal'));
  });
  router.get('/persons/:id', async (request, response) => {
    response.json(await panelOf(options, request, 'person'));
  });
  router.get('/choices', (request, response) => {
    response.json(choicesFor(callerOf(request)));
  });
  router.post('/previews', async (request, response) => {
    const wanted = parse(PreviewRequest, request.body);
    const preview = await options.previewRefusal(callerOf(request), wanted);
    if (!preview) throw notFound();
    response.json(preview);
  });
  router.post('/commands', async (request, response) => {
    response.json(await answerTo(options, callerOf(request), parse(Command, request.body)));
  });
  router.use(() => {
    throw notFound();
  });
  return router;
}

/** A token of ours for the host's. */
async function sessionFor(
  { directory, companyId, tokens }: SurfaceApiOptions,
  request: Request,
): Promise<SessionAnswer> {
  const { token } = parse(SessionRequest, request.body);
  const bearer = await tokens.readSigned(token);
  const caller = await callerFor(bearer, directory, companyId, request);
  const issued = await tokens.issue({ companyId, staffId: caller.staff.id });
  const { name, email } = caller.staff;
  return { ...issued, staff: { name, email }, locale: caller.language, mayDecide: caller.mayDecide };
}

async function pageFor({ db }: SurfaceApiOptions, request: Request): Promise<RequestPage> {
  const query = parse(ListQuery, request.query);
  const steps = query.step.split(',').filter(Boolean);
  if (steps.some((step) => !Step.safeParse(step).success)) throw malformed(['step']);
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  if (after === undefined) throw malformed(['cursor']);
  const wanted = { steps, search: query.q, after, limit: query.limit };
  return readPage(db, wanted, readerOf(callerOf(request)));
}

async function panelOf(
  { db, companyId }: SurfaceApiOptions,
  request: Request,
  kind: 'deal' | 'person',
): Promise<PanelView> {
  const caller = callerOf(request);
  const recordId = RecordId.safeParse(request.params.id);
  if (!recordId.success) throw malformed([kind]);
  const id = await requestOf(db, companyId, kind, recordId.data);
  const details = id === undefined ? undefined : await readDetails(db, id, readerOf(caller));
  return { request: details ?? null, choices: choicesFor(caller) };
}

function choicesFor({ company, language }: Caller): DecisionChoices {
  const { settings } = company;
  return {
    targets: targetsOf(settings).map(({ key, label }) => ({ key, label: inLanguage(label, language) })),
    refusalReasons: settings.refusalReasons.map(({ key, label }) => ({
      key,
      label: inLanguage(label, language),
    })),
    undoSeconds: settings.undoSeconds,
    deciders: settings.deciders.map((email) => staffOf(company, email)?.name ?? email),
  };
}

async function answerTo(
  options: SurfaceApiOptions,
  caller: Caller,
  command: Command,
): Promise<CommandAnswer> {
  const { db, bell, directory, companyId } = options;
  if (!caller.mayDecide) throw await notAllowed(options, caller, command);
  const { id, name, email } = caller.staff;
  const by = { staffId: id, name, email, surface: 'pipedrive' as const };
  const performed = await performCommand<CommandAnswer>(
    { db, companyOf: directory.companyOf },
    { command, companyId, by },
    async (store, { outcome, reason, instanceId }) => ({
      outcome,
      reason: reason && reasonText(reason, caller.language, caller.company.settings.timeZone),
      view: (await readDetails(store, instanceId, readerOf(caller))) ?? null,
    }),
  );
  if ('takenByAnother' in performed) throw takenByAnother();
  if (!performed.found) throw notFound();
  if (performed.advanced) ringFor(bell, [performed.advanced]);
  return performed.answer;
}

function readerOf(caller: Caller) {
  return { ...caller, now: new Date() };
}

/** Parses what a surface sent, or says which places are wrong. */
function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformed([...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'body'))]);
}

async function notAllowed({ db }: SurfaceApiOptions, caller: Caller, command: Command): Promise<HttpProblem> {
  const { deciders } = caller.company.settings;
  const who = deciders.length > 0 ? deciders.join(', ') : '—';
  const advice = {
    fr: `Seules ces personnes décident : ${who}. Un administrateur peut vous ajouter dans les réglages.`,
    en: `Only these people decide: ${who}. An administrator can add you in the settings.`,
  };
  const view =
    'requestId' in command ? await readDetails(db, command.requestId, readerOf(caller)) : undefined;
  const members: CommandAnswer = { outcome: 'refused', reason: advice[caller.language], view: view ?? null };
  return new HttpProblem(
    403,
    { fr: 'Vous ne pouvez pas décider', en: 'You may not decide' },
    advice,
    members,
  );
}

function takenByAnother(): HttpProblem {
  return new HttpProblem(
    409,
    { fr: 'Identifiant de commande déjà utilisé', en: 'Command id already used' },
    { fr: 'Envoyez un nouveau commandId pour chaque clic.', en: 'Send a new commandId for every click.' },
  );
}
