import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import { plainText } from '#core/contract/command-fields.ts';
import type { ConversionPage, ConversionPanel } from '#core/contract/conversion-view.ts';
import { ConversionStep } from '#core/model/conversion.ts';
import { conversionsOfDeal } from '../../store/conversion-reads.ts';
import type { Store } from '../../store/instances.ts';
import { inSnapshot } from '../../store/snapshot.ts';
import { type Caller, callerOf, readerOf } from '../authenticate-surface.ts';
import { parseBody } from '../parse-body.ts';
import type { Reader } from '../present-request.ts';
import { malformed, notFound } from '../problems.ts';
import { answerConversionCommand, isConversionCommand } from './answer-conversion-command.ts';
import { checkSuspect, SuspectQuestion } from './check-suspect.ts';
import { conversionChoices } from './choices.ts';
import { isOfConversions } from './conversion-command-types.ts';
import { readConversionCursor } from './cursor.ts';
import { EnrolMany, enrolMany } from './enrol.ts';
import { FunnelQuery, readFunnel } from './funnel.ts';
import { funnelCsv } from './funnel-csv.ts';
import { readMyDay } from './my-day.ts';
import { mustFollow } from './not-followed.ts';
import type { ConversionOptions } from './options.ts';
import { todayFor } from './present-promise.ts';
import { previewConversionCommand } from './preview-conversion-command.ts';
import { readProcessPicture } from './process-picture.ts';
import { given, OwnerId, RecordId } from './query.ts';
import { conversionFor, readConversionPage } from './read-conversions.ts';

const Steps = z.array(ConversionStep);
const ListQuery = z.object({
  step: z.string().max(300).default(''),
  q: plainText.max(200).default(''),
  owner: given(OwnerId.optional()),
  late: given(z.stringbool().default(false)),
  cursor: given(z.string().max(200).optional()),
  limit: given(z.coerce.number().int().min(1).max(100).default(25)),
});

/** `/api/conversions`, `/api/deals/{id}/conversion` and `/api/suspects/check`. Behind the doors of the surfaces. */
export function conversionsApi(options: ConversionOptions): Router {
  const router = express.Router();
  const read = <Value>(request: Request, reading: (store: Store, reader: Reader) => Promise<Value>) =>
    inSnapshot(options.db, (store) => reading(store, readerOf(callerOf(request))));
  router.get('/deals/:id/conversion', async (request, response) => {
    response.json(await panelOf(options, callerOf(request), request.params.id));
  });
  router.post('/suspects/check', async (request, response) => {
    const caller = callerOf(request);
    mustFollow(caller);
    response.json(await checkSuspect(options, caller, parseBody(SuspectQuestion, request.body)));
  });
  router.get('/conversions', async (request, response) => {
    response.json(await pageFor(options, request));
  });
  router.get('/conversions/choices', (request, response) => {
    response.json(conversionChoices(readerOf(callerOf(request))));
  });
  router.get('/conversions/process', async (request, response) => {
    response.json(await read(request, readProcessPicture));
  });
  router.get('/conversions/day', async (request, response) => {
    response.json(await read(request, readMyDay));
  });
  router.get('/conversions/funnel', async (request, response) => {
    const query = parseBody(FunnelQuery, request.query);
    response.json(await read(request, (store, reader) => readFunnel(store, query, reader)));
  });
  router.get('/conversions/funnel.csv', async (request, response) => {
    const query = parseBody(FunnelQuery, request.query);
    const funnel = await read(request, (store, reader) => readFunnel(store, query, reader));
    sendCsv(
      response,
      funnelCsv(funnel, callerOf(request).language),
      `conversions-${funnel.from}-${funnel.to}`,
    );
  });
  router.post('/conversions/enrol', async (request, response) => {
    response.json(await enrolMany(options, callerOf(request), parseBody(EnrolMany, request.body)));
  });
  router.get('/conversions/:id', async (request, response) => {
    const id = z.uuid().safeParse(request.params.id);
    const details = id.success && (await conversionFor(options, callerOf(request), [id.data]));
    if (!details) throw notFound();
    response.json(details);
  });
  router.use('/commands', conversionCommands(options));
  return router;
}

/** `POST /api/commands` and its preview, where they are about a conversion; all others go on to the next door. */
function conversionCommands(options: ConversionOptions): Router {
  const router = express.Router();
  router.post('/', async (request, response, next) => {
    const caller = callerOf(request);
    if (!(await isConversionCommand(options, caller, request.body))) return next();
    response.json(await answerConversionCommand(options, caller, request.body));
  });
  router.post('/preview', async (request, response, next) => {
    if (!isOfConversions(request.body)) return next();
    response.json(await previewConversionCommand(options, callerOf(request), request.body));
  });
  return router;
}

/** Where nobody is followed nothing is read. */
async function panelOf(
  options: ConversionOptions,
  caller: Caller,
  deal: string | undefined,
): Promise<ConversionPanel> {
  const dealId = RecordId.safeParse(deal);
  if (!dealId.success) throw malformed(['deal']);
  const choices = conversionChoices(readerOf(caller));
  if (!choices.isEnabled) return { conversion: null, choices };
  const ids = await conversionsOfDeal(options.db, caller.company.id, dealId.data);
  return { conversion: (await conversionFor(options, caller, ids)) ?? null, choices };
}

function pageFor({ db }: ConversionOptions, request: Request): Promise<ConversionPage> {
  const query = parseBody(ListQuery, request.query);
  const steps = Steps.safeParse(query.step.split(',').filter(Boolean));
  if (!steps.success) throw malformed(['step']);
  const after = query.cursor === undefined ? null : readConversionCursor(query.cursor);
  if (after === undefined) throw malformed(['cursor']);
  const reader = readerOf(callerOf(request));
  const { q: search, owner: ownerId = null, limit } = query;
  const lateBefore = query.late ? todayFor(reader) : null;
  const wanted = { steps: steps.data, search, ownerId, lateBefore, after, limit };
  return inSnapshot(db, (store) => readConversionPage(store, wanted, reader));
}

function sendCsv(response: Response, csv: string, name: string): void {
  response
    .set('content-disposition', `attachment; filename="${name}.csv"`)
    .set('cache-control', 'no-store')
    .type('text/csv; charset=utf-8')
    .send(csv);
}
