import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import { BulkDecision, type BulkDecisionItem, type BulkDecisionView } from '#core/contract/bulk.ts';
import type { Language } from '#core/model/localized.ts';
import { reasonText } from '#core/processes/account-request/texts.ts';
import type { Bell } from '../engine/bell.ts';
import { type ItemRow, readBulkDecision, recordBulkDecision } from '../store/bulk-decisions.ts';
import type { Schema } from '../store/schema.ts';
import { currentRequestId } from '../trace.ts';
import { actorOf, type Caller } from './authenticate-surface.ts';
import { mayNotDecide, takenByAnother } from './decision-problems.ts';
import { parseBody } from './parse-body.ts';
import { notFound } from './problems.ts';

/** What the doors of bulk decisions need. */
export interface BulkApiOptions {
  db: Kysely<Schema>;
  bell: Bell;
  callerOf(request: Request): Caller;
}

/** `/api/bulk-decisions`: one decision for many requests, recorded at once and carried out one by one after. */
export function bulkApi(options: BulkApiOptions): Router {
  const { db, callerOf } = options;
  const router = express.Router();
  router.post('/', async (request, response) => {
    const decision = parseBody(BulkDecision, request.body);
    response.status(202).json({ id: await record(options, callerOf(request), decision) });
  });
  router.get('/:id', async (request, response) => {
    const caller = callerOf(request);
    const id = z.uuid().safeParse(request.params.id);
    const found = id.success ? await readBulkDecision(db, ownerOf(caller), id.data) : undefined;
    if (!found) throw notFound();
    const items = found.items.map((item) => presentItem(item, caller));
    const view: BulkDecisionView = {
      id: found.bulk.id,
      total: items.length,
      done: items.filter(({ outcome }) => outcome !== 'waiting').length,
      finishedAt: found.bulk.finishedAt?.toISOString() ?? null,
      items,
    };
    response.json(view);
  });
  return router;
}

/** Whose a bulk decision has to be to be read. */
function ownerOf({ company, staff }: Caller) {
  return { company: company.id, staffId: staff.id };
}

async function record({ db, bell }: BulkApiOptions, caller: Caller, decision: BulkDecision): Promise<string> {
  if (!caller.mayDecide) throw mayNotDecide(caller);
  const actor = actorOf(caller);
  const { staffId } = actor;
  const bulk = { company: caller.company.id, commandId: decision.commandId, staffId, actor, decision };
  const recorded = await db
    .transaction()
    .execute((store) => recordBulkDecision(store, bulk, decision.requestIds, currentRequestId() ?? null));
  if (recorded.staffId !== staffId) throw takenByAnother();
  bell.ring({ bulkDecisions: true });
  return recorded.id;
}

const ownReasons: Record<string, Record<Language, string>> = {
  'may-not-decide': {
    fr: 'Vous n’aviez plus le droit de décider quand son tour est venu.',
    en: 'You no longer had the right to decide when its turn came.',
  },
  'request-gone': {
    fr: 'Cette demande n’existe pas (ou plus).',
    en: 'This request does not exist (any more).',
  },
  internal: {
    fr: 'Passerelle n’a pas pu décider cette demande : ouvrez-la et décidez-la seule.',
    en: 'Passerelle could not decide this request: open it and decide it alone.',
  },
};

function presentItem(
  { instanceId, name, outcome, reason }: ItemRow,
  { company, language }: Caller,
): BulkDecisionItem {
  const words =
    reason && (ownReasons[reason.key]?.[language] ?? reasonText(reason, language, company.settings.timeZone));
  return { requestId: instanceId, name, outcome, reason: words };
}
