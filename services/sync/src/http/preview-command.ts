import { randomUUID } from 'node:crypto';
import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import type { CommandPreview } from '#core/contract/command-preview.ts';
import { type Command, PreviewedCommand } from '#core/contract/commands.ts';
import type { Effect } from '#core/effects.ts';
import { reasonText } from '#core/processes/account-request/texts.ts';
import { foreseen } from '#core/processes/account-request/what-will-happen.ts';
import type { AdvanceResult, CompanyOf } from '../engine/advance.ts';
import { performCommand } from '../engine/perform-command.ts';
import { type EffectRow, readEffect, readEffects } from '../store/effects.ts';
import type { Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import type { Caller } from './authenticate-surface.ts';
import { whoDecides } from './decision-problems.ts';
import { parseBody } from './parse-body.ts';
import { notFound } from './problems.ts';

/** What the door of previews needs. */
export interface PreviewApiOptions {
  db: Kysely<Schema>;
  companyOf: CompanyOf;
  callerOf(request: Request): Caller;
}

/** `/api/commands/preview`: what a command would come to, the list of its effects included; nothing is written. */
export function previewApi(options: PreviewApiOptions): Router {
  const router = express.Router();
  router.post('/', async (request, response) => {
    const caller = options.callerOf(request);
    const wanted = parseBody(PreviewedCommand, request.body);
    const preview = caller.mayDecide ? await previewCommand(options, caller, wanted) : mayNot(caller);
    response.json(preview);
  });
  return router;
}

/** What a command came to before it was taken back. */
class TakenBack extends Error {
  readonly result: AdvanceResult;
  readonly effects: readonly Effect[];

  constructor(result: AdvanceResult, effects: readonly Effect[]) {
    super('taken back');
    this.result = result;
    this.effects = effects;
  }
}

/**
 * Carries the command out in every respect and rolls it back before it is committed: the list is the one a decision
 * of this moment would write.
 * @throws HttpProblem 404
 */
async function previewCommand(
  { db, companyOf }: PreviewApiOptions,
  { company, staff, language }: Caller,
  wanted: PreviewedCommand,
): Promise<CommandPreview> {
  const command: Command = { ...wanted, commandId: randomUUID() };
  const by = { staffId: staff.id, name: staff.name, email: staff.email, surface: 'pipedrive' as const };
  const before = await effectsBefore(db, wanted);
  const takeBack = async (store: Store, result: AdvanceResult): Promise<never> => {
    const after = await readEffects(store, [result.instanceId]);
    throw new TakenBack(result, newEffects(before, after));
  };
  try {
    await performCommand({ db, companyOf }, { command, companyId: company.id, by }, takeBack);
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    const { outcome, reason } = error.result;
    return {
      outcome,
      reason: reason && reasonText(reason, language, company.settings.timeZone),
      effects: error.effects.map((effect) => {
        const { kind, title, detail } = foreseen(effect, company);
        return { kind, title: title[language], detail: detail?.[language] ?? null };
      }),
    };
  }
  throw notFound();
}

/** Read outside of the transaction, which may not wait for a second connection. */
async function effectsBefore(db: Kysely<Schema>, wanted: PreviewedCommand): Promise<EffectRow[]> {
  if ('requestId' in wanted) return readEffects(db, [wanted.requestId]);
  const effect = await readEffect(db, wanted.effectId);
  return effect ? readEffects(db, [effect.instanceId]) : [];
}

/** The effects that were added or are tried again, in their order. */
function newEffects(before: readonly EffectRow[], after: readonly EffectRow[]): Effect[] {
  const known = new Map(before.map((row) => [row.id, row]));
  const isNew = ({ id, state, attempts }: EffectRow) => {
    const earlier = known.get(id);
    if (!earlier) return true;
    return state === 'retrying' && (earlier.state !== state || attempts < earlier.attempts);
  };
  return after.filter(isNew).map(({ effect }) => effect);
}

function mayNot(caller: Caller): CommandPreview {
  return { outcome: 'refused', reason: whoDecides(caller)[caller.language], effects: [] };
}
