import { setTimeout as sleep } from 'node:timers/promises';
import { escapeText } from '../connectors/slack/messages/block-text.ts';
import { actionIds } from '../connectors/slack/messages/ids.ts';
import { noticeModal } from '../connectors/slack/messages/notice-modal.ts';
import type { Wording } from '../connectors/slack/messages/wording.ts';
import type { SlackMessage } from '../connectors/slack/port.ts';
import type { Workspace } from '../slack/workspace.ts';
import { actOnPress } from './act-on-press.ts';
import type { ActingOptions, Tell } from './acting.ts';
import { answerSlashCommand } from './answer-slash-command.ts';
import { problemText } from './carry-out.ts';
import type { SlackUser } from './person-of-slack.ts';
import { pressTexts } from './press-texts.ts';
import { channelOf } from './pressed-value.ts';
import type { Press, SlashCommand, Submission } from './slack-payloads.ts';
import { type ModalAnswer, submitModal } from './submit-modal.ts';

/** Shows a text to the person who pressed alone, at the place Slack gave for it; null where it gave none. */
export type Respond = ((text: string) => Promise<unknown>) | null;

/** Slack waits 3 s for the answer of a submission; of these we take at most. */
const answerWithinMs = 2_200;
/** A trigger lives 3 s (slack.md 7): no modal opens for an older press. */
const triggerMs = 2_800;
/** Nothing is to be done: a link that opened by itself, a choice that is read with the button beside it. */
const silent: readonly string[] = [actionIds.openDeal, actionIds.target];

/**
 * Takes a press after Slack was told that it arrived. Whatever goes wrong is told to the person.
 * @param arrivedAtMs when it did, by `performance.now()`
 */
export async function takePress(
  options: ActingOptions,
  workspace: Workspace,
  press: Press,
  { respond, arrivedAtMs }: { respond: Respond; arrivedAtMs: number },
): Promise<void> {
  if (silent.includes(press.actions[0]?.action_id ?? '')) return;
  const user = userOf(workspace, press);
  const tell = tellIn(options, workspace, press, { respond, arrivedAtMs });
  try {
    const recognised = await options.recognise(workspace, user);
    if (recognised.caller === null) return void (await tell(recognised.whyNot[recognised.language]));
    const { caller, person } = recognised;
    await actOnPress(options, { workspace, caller, person }, press, tell);
  } catch (error) {
    await tell(problemText(options, { language: wordsOf(options, workspace).language }, error)).catch(
      (said: unknown) => options.log.warn({ error: said }, 'somebody could not be told something in Slack'),
    );
  }
}

/** Takes a submitted modal; the answer comes within the time Slack waits. */
export async function takeSubmission(
  options: ActingOptions,
  workspace: Workspace,
  submission: Submission,
): Promise<ModalAnswer> {
  const startedAtMs = performance.now();
  const { language } = wordsOf(options, workspace);
  const notice = (text: string): ModalAnswer => ({
    response_action: 'update',
    view: noticeModal({ title: pressTexts.title[language], text }, wordsOf(options, workspace)),
  });
  try {
    const recognising = options.recognise(workspace, userOf(workspace, submission));
    const recognised = await Promise.race([recognising, sleep(answerWithinMs, undefined, { ref: false })]);
    if (!recognised) return notice(pressTexts.failed[language]);
    if (recognised.caller === null) return notice(recognised.whyNot[recognised.language]);
    const { caller, person } = recognised;
    const leftMs = Math.max(200, answerWithinMs - (performance.now() - startedAtMs));
    return await submitModal(options, { workspace, caller, person }, submission, leftMs);
  } catch (error) {
    return notice(problemText(options, { language }, error));
  }
}

/** Takes our slash command. @returns what is shown to the person alone; null for nothing */
export async function takeCommand(
  options: ActingOptions,
  workspace: Workspace,
  command: SlashCommand,
): Promise<SlackMessage | null> {
  const say = (text: string): SlackMessage => ({ text: escapeText(text), blocks: [] });
  try {
    const user = { userId: command.user_id, teamId: command.team_id };
    const recognised = await options.recognise(workspace, user);
    if (recognised.caller === null) return say(recognised.whyNot[recognised.language]);
    const { caller, person } = recognised;
    return await answerSlashCommand(options, { workspace, caller, person }, command);
  } catch (error) {
    return say(problemText(options, { language: wordsOf(options, workspace).language }, error));
  }
}

function userOf(workspace: Workspace, { user, team }: Pick<Press, 'user' | 'team'>): SlackUser {
  return { userId: user.id, teamId: user.team_id ?? team?.id ?? workspace.teamId ?? '' };
}

/** As the company writes, for somebody who is not known yet. */
function wordsOf({ companies, now }: ActingOptions, { companyId }: Workspace): Wording {
  const { locale: language, timeZone } = companies.companyOf(companyId).settings;
  return { language, timeZone, now: now() };
}

/** In the channel for their eyes alone; in the Home, where nothing can be said beside, by a modal. */
function tellIn(
  options: ActingOptions,
  workspace: Workspace,
  press: Press,
  { respond, arrivedAtMs }: { respond: Respond; arrivedAtMs: number },
): Tell {
  const { interactive } = workspace;
  const { message, user } = press;
  const channel = channelOf(press);
  const ephemeral = async (text: string): Promise<boolean> => {
    const escaped = escapeText(text);
    if (respond && (await respond(escaped).then(isDone, isFailed))) return true;
    if (channel === undefined) return false;
    const threadTs = message?.thread_ts;
    await interactive.postEphemeral({ channel, user: user.id, text: escaped, ...(threadTs && { threadTs }) });
    return true;
  };
  const modal = async (text: string): Promise<boolean> => {
    if (performance.now() - arrivedAtMs > triggerMs) return false;
    const wording = wordsOf(options, workspace);
    const view = noticeModal({ title: pressTexts.title[wording.language], text }, wording);
    await interactive.openView({ triggerId: press.trigger_id ?? '', view });
    return true;
  };
  return respond || channel !== undefined ? ephemeral : modal;
}

const isDone = () => true;
const isFailed = () => false;
