import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import type { CommandPreview } from '#core/contract/command-preview.ts';
import { PreviewedCommand } from '#core/contract/commands.ts';
import { reasonText } from '#core/processes/account-request/texts.ts';
import { foreseen } from '#core/processes/account-request/what-will-happen.ts';
import type { CompanyOf } from '../engine/advance.ts';
import type { Schema } from '../store/schema.ts';
import { whyNotForeseen } from './attach-target.ts';
import type { Caller } from './authenticate-surface.ts';
import { whoDecides } from './decision-problems.ts';
import { foreseeCommand } from './foresee-command.ts';
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
    const preview = caller.mayDecide
      ? await previewCommand(options, caller, wanted)
      : refused(whoDecides(caller)[caller.language]);
    response.json(preview);
  });
  return router;
}

/**
 * The outcome and the list of effects, in the caller's words.
 * @throws HttpProblem 404
 */
async function previewCommand(
  options: PreviewApiOptions,
  caller: Caller,
  wanted: PreviewedCommand,
): Promise<CommandPreview> {
  const { company, language } = caller;
  const command = await foreseeCommand(options, caller, wanted);
  if (!command) throw notFound();
  const unfit = await whyNotForeseen(options.db, caller, wanted);
  if (unfit) return refused(unfit[language]);
  const { outcome, reason } = command.result;
  return {
    outcome,
    reason: reason && reasonText(reason, language, company.settings.timeZone),
    effects: command.effects.map((effect) => {
      const { kind, title, detail } = foreseen(effect, company);
      return { kind, title: title[language], detail: detail?.[language] ?? null };
    }),
  };
}

function refused(reason: string): CommandPreview {
  return { outcome: 'refused', reason, effects: [] };
}
