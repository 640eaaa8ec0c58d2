import { setTimeout as sleep } from 'node:timers/promises';
import type { ModalView } from '@slack/types';
import type { Localized } from '#core/model/localized.ts';
import { callbackIds } from '../connectors/slack/messages/ids.ts';
import { noticeModal } from '../connectors/slack/messages/notice-modal.ts';
import { type Acting, type ActingOptions, wordingFor } from './acting.ts';
import { carryOut, carryOutEntry, type Outcome, problemText } from './carry-out.ts';
import { commandIdOf } from './command-id.ts';
import { delegate } from './delegate.ts';
import { valueOfModal } from './modal-metadata.ts';
import { pressTexts } from './press-texts.ts';
import type { Submission } from './slack-payloads.ts';
import { type FieldErrors, submittedDecision, submittedEntry } from './submitted-command.ts';

/** What Slack does with the modal (slack.md 9); null closes it. */
export type ModalAnswer =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: ModalView }
  | null;

const entered: Localized = {
  fr: 'La demande est enregistrée. Elle arrive dans Pipedrive, puis dans le salon.',
  en: 'The request is kept. It arrives in Pipedrive, then in the channel.',
};

/**
 * Carries out what a modal asks for and tells what becomes of it: fields to correct, why nothing was done, or nothing
 * when all went well. What takes longer than `patienceMs`, because Slack waits no longer, is told in the modal
 * afterwards.
 */
export async function submitModal(
  options: ActingOptions,
  acting: Acting,
  submission: Submission,
  patienceMs: number,
): Promise<ModalAnswer> {
  const working = work(options, acting, submission).catch((error: unknown) => ({
    notice: problemText(options, acting.caller, error),
  }));
  const done = await Promise.race([working, sleep(patienceMs, undefined, { ref: false })]);
  if (done !== undefined) return answerOf(options, acting, done);
  void working.then(async (late) => {
    const view = noticeOf(options, acting, lateText(acting, late));
    await acting.workspace.interactive
      .updateView({ viewId: submission.view.id, view })
      .catch((error: unknown) => {
        options.log.warn({ error }, 'what became of a modal could not be shown in Slack');
      });
  });
  return {
    response_action: 'update',
    view: noticeOf(options, acting, pressTexts.working[acting.caller.language]),
  };
}

/** Fields to correct, something to say, or null: all is done and the modal may close. */
type Done = FieldErrors | { notice: string } | null;

async function work(options: ActingOptions, acting: Acting, submission: Submission): Promise<Done> {
  const { view } = submission;
  const { caller, workspace, person } = acting;
  const commandId = commandIdOf('modal', workspace.companyId, person.team_id, person.user_id, view.id);
  if (view.callback_id === callbackIds.delegation) {
    const arranged = await delegate(options, acting, submission);
    if (typeof arranged !== 'string') return arranged;
    await options.showHome(workspace, person, { notice: arranged });
    return { notice: arranged };
  }
  if (view.callback_id === callbackIds.newRequest) {
    const entry = submittedEntry(submission, commandId, caller.language);
    if ('errors' in entry) return entry;
    const { told } = await carryOutEntry(options, caller, entry);
    return { notice: told ?? entered[caller.language] };
  }
  return decide(options, acting, submission, commandId);
}

async function decide(
  options: ActingOptions,
  { caller }: Acting,
  submission: Submission,
  commandId: string,
): Promise<Done> {
  const value = valueOfModal(options, submission.view.private_metadata);
  const command = value && submittedDecision(submission, value, commandId, caller.language);
  if (!command) return { notice: pressTexts.notOurs[caller.language] };
  if ('errors' in command) return command;
  const { told }: Outcome = await carryOut(options, caller, value, command);
  options.poke(value.requestId);
  return told === null ? null : { notice: told };
}

function answerOf(options: ActingOptions, acting: Acting, done: Done): ModalAnswer {
  if (done === null) return null;
  if ('errors' in done) return { response_action: 'errors', errors: done.errors };
  return { response_action: 'update', view: noticeOf(options, acting, done.notice) };
}

function noticeOf({ now }: ActingOptions, acting: Acting, text: string): ModalView {
  const title = pressTexts.title[acting.caller.language];
  return noticeModal({ title, text }, wordingFor(acting, now()));
}

function lateText({ caller }: Acting, late: Done): string {
  if (late === null) return pressTexts.done[caller.language];
  return 'errors' in late ? Object.values(late.errors).join(' ') : late.notice;
}
