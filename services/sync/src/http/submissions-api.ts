import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { SubmissionPage, SubmissionView } from '#core/contract/submission-view.ts';
import { firstOf, readSubmission } from '#core/processes/submission/state.ts';
import { submissionStepText } from '#core/processes/submission/texts.ts';
import { submissionSourceText } from '#core/submission-source.ts';
import { type EffectRow, readEffects } from '../store/effects.ts';
import { type InstanceRow, readInstance } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { openSubmissions } from '../store/submissions.ts';
import { readVisible } from '../store/visibility.ts';
import type { Caller } from './authenticate-surface.ts';
import { presentEffect } from './present-request.ts';
import { notFound } from './problems.ts';

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
    const open = await openSubmissions(db, caller.company.id);
    const shown = await Promise.all(open.map((row) => mayBeShown(db, row, caller)));
    const rows = open.filter((_row, index) => shown[index]);
    const effects = await readEffects(
      db,
      rows.map(({ id }) => id),
    );
    const page: SubmissionPage = { items: rows.map((row) => presentSubmission(row, effects, caller)) };
    response.json(page);
  });
  router.get('/:id', async (request, response) => {
    const caller = callerOf(request);
    const id = z.uuid().safeParse(request.params.id);
    const row = id.success ? await readInstance(db, id.data) : undefined;
    if (row?.company !== caller.company.id || row.process !== 'submission') throw notFound();
    if (!(await mayBeShown(db, row, caller))) throw notFound();
    response.json(presentSubmission(row, await readEffects(db, [row.id]), caller));
  });
  return router;
}

/** What became a request is shown to who may see that, and to who entered it: they wrote it. */
async function mayBeShown(db: Kysely<Schema>, row: InstanceRow, { staff }: Caller): Promise<boolean> {
  const { requestId, entries } = readSubmission(row.state, row.version);
  if (requestId === null || entries.some(({ by }) => by?.staffId === staff.id)) return true;
  return (await readVisible(db, requestId, staff.id)) !== undefined;
}

function presentSubmission(
  row: InstanceRow,
  effects: readonly EffectRow[],
  { company, language }: Caller,
): SubmissionView {
  const state = readSubmission(row.state, row.version);
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
    requestId: state.requestId,
    effects: shown.map((effect) => presentEffect(effect, language)),
  };
}
