import { setTimeout as sleep } from 'node:timers/promises';
import type { App, Context, RespondFn } from '@slack/bolt';
import type { ActingOptions } from '../approvals/acting.ts';
import { HeardEvent, hearEvent } from '../approvals/hear-event.ts';
import { isOpening } from '../approvals/open-modal.ts';
import { Press, SlashCommand, Submission } from '../approvals/slack-payloads.ts';
import { takeCommand, takePress, takeSubmission } from '../approvals/take-interaction.ts';
import type { SlackMessage } from '../connectors/slack/port.ts';
import type { Workspace } from '../slack/workspace.ts';
import type { PressQueue } from './press-queue.ts';

export interface ListenerOptions {
  acting: ActingOptions;
  queue: PressQueue;
  /** Something was sent that nobody listens for. */
  unmatched(): void;
}

/** The answer of a command is waited for so long before Slack is told that it comes later. */
const answerWithinMs = 2_000;

/**
 * Hears everything Slack sends: acknowledged first, then carried out. There is one listener for each kind, so that
 * nothing waits for an acknowledgement that never comes.
 *
 * @returns waits until everything that was acknowledged is done
 */
export function listenToSlack(app: App, options: ListenerOptions): { idle(): Promise<void> } {
  const { acting, queue } = options;
  const atOnce = new Set<Promise<void>>();
  const safely = (work: () => Promise<void>) =>
    work().catch((error: unknown) => acting.log.error({ error }, 'something of Slack was not carried out'));
  const now = (work: () => Promise<void>): void => {
    const running = safely(work).finally(() => atOnce.delete(running));
    atOnce.add(running);
  };
  const later = (work: () => Promise<void>): void => queue.add(() => safely(work));

  app.action({ type: 'block_actions' }, async ({ ack, body, context, respond }) => {
    await ack();
    const press = Press.safeParse(body);
    if (!press.success) return options.unmatched();
    const workspace = workspaceOf(context);
    // A modal has to open while the press is young.
    const run = isOpening(press.data.actions[0]?.action_id ?? '') ? now : later;
    const answering = {
      respond: press.data.response_url ? sayIn(respond) : null,
      arrivedAtMs: performance.now(),
    };
    run(() => takePress(acting, workspace, press.data, answering));
  });
  app.view({ type: 'view_submission' }, async ({ ack, body, context }) => {
    const submission = Submission.safeParse(body);
    if (!submission.success) options.unmatched();
    const answer =
      submission.success && (await takeSubmission(acting, workspaceOf(context), submission.data));
    await (answer ? ack(answer) : ack());
  });
  app.command(/.*/, async ({ ack, body, context, respond }) => {
    const command = SlashCommand.parse(body);
    const working = takeCommand(acting, workspaceOf(context), command);
    const answer = await Promise.race([working, sleep(answerWithinMs, undefined, { ref: false })]);
    if (answer !== undefined) return void (await (answer ? ack(shown(answer)) : ack()));
    await ack();
    now(async () => {
      const late = await working;
      if (late) await respond(shown(late));
    });
  });
  app.event(/.*/, async ({ event, body, context }) => {
    const heard = HeardEvent.safeParse(event);
    if (!heard.success) return options.unmatched();
    now(() => hearEvent(acting, workspaceOf(context), body.team_id, heard.data));
  });
  app.view({ type: 'view_closed' }, async ({ ack }) => ack());
  return {
    idle: async () => {
      await queue.idle();
      while (atOnce.size > 0) await Promise.all(atOnce);
    },
  };
}

/** Set by the door from the request, which `slackRequests` let in. */
function workspaceOf(context: Context): Workspace {
  const workspace: Workspace | undefined = context.workspace;
  if (!workspace) throw new Error('A request of Slack passed without a workspace.');
  return workspace;
}

function sayIn(respond: RespondFn) {
  return (text: string) => respond({ response_type: 'ephemeral', replace_original: false, text });
}

function shown({ text, blocks }: SlackMessage) {
  return { response_type: 'ephemeral' as const, text, ...(blocks.length > 0 && { blocks }) };
}
