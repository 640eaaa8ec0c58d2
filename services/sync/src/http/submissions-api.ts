import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { SubmissionPage, SubmissionView } from '#core/contract/submission-view.ts';
import { firstOf } from '#core/processes/submission/state.ts';
import { submissionStepText } from '#core/processes/submission/texts.ts';
import { submissionSourceText } from '#core/submission-source.ts';
import { type EffectRow, readEffects } from '../store/effects.ts';
import { readInstance } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { openSubmissions } from '../store/submissions.ts';
import type { Caller } from './authenticate-surface.ts';
import { presentEffect } from './present-request.ts';
import { notFound } from './problems.ts';
import { type ShownSubmission, shownSubmissions } from './shown-submissions.ts';

/** What the doors of submissions need. */
export interface SubmissionsApiOptions {
  db: Kysely<Schema>;
  callerOf(request: Request): Caller;
}

/** `/api/submissions`: what is on its way to being a request, and what became of it. Behind the doors of the surfaces. */
export function submissionsApi({ db, callerOf }: SubmissionsApiOptions): Router {
  const router = express.Router();
  router.get('/', async (request, response) => {
    const caller = callerOf(request);
    const shown = await shownSubmissions(db, await openSubmissions(db, caller.company.id), caller);
    const effects = await readEffects(
      db,
      shown.map(({ row }) => row.id),
    );
    const page: SubmissionPage = { items: shown.map((one) => presentSubmission(one, effects, caller)) };
    response.json(page);
  });
  router.get('/:id', async (request, response) => {
    const caller = callerOf(request);
    const id = z.uuid().safeParse(request.params.id);
    const row = id.success ? await readInstance(db, id.data) : undefined;
    if (row?.company !== caller.company.id || row.process !== 'submission') throw notFound();
    const [shown] = await shownSubmissions(db, [row], caller);
    if (!shown) throw notFound();
    response.json(presentSubmission(shown, await readEffects(db, [row.id]), caller));
  });
  return router;
}

function presentSubmission(
  { row, state, requestId }: ShownSubmission,
  effects: readonly EffectRow[],
  { company, language }: Caller,
): SubmissionView {
  const { name, organization, source, receivedAt } = firstOf(state);
  const shown = effects.filter(({ instanceId, state: at }) => instanceId === row.id && at !== 'done');
  return {
    id: row.id,
    step: state.step,
    stepText: submissionStepText(state.step, language),
    name,
    organization,
    source: submissionSourceText(source, language, company.settings),
    enteredBy: state.entries[0]?.by?.name ?? null,
    receivedAt,
    requestId,
    effects: shown.map((effect) => presentEffect(effect, language)),
  };
}
