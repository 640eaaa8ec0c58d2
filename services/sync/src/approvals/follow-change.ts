import { OutsideError } from '../connectors/errors.ts';
import type { Ending, Slack } from '../connectors/slack/port.ts';
import { causeOf } from '../engine/effect-failure.ts';
import { changesDueNow, type HeldChange, postponeChange, settleChange } from '../store/approval-changes.ts';
import { noteWorkspaceProblem } from '../store/slack-workspaces.ts';
import type { Connections } from './connection.ts';
import { whileHeld } from './hold-change.ts';
import type { MentionOf } from './mention.ts';
import type { Announcing, ApprovalOptions } from './options.ts';
import type { Pauses } from './pauses.ts';
import { HoldLost } from './post-once.ts';
import { showRequest } from './show-request.ts';

/** What a follower is made of. */
export interface FollowerOptions extends ApprovalOptions {
  /** Its own unless given: others ask them too. */
  pauses?: Pauses;
  /** Told after the requests of a company were shown anew: its Homes are to be as well. */
  shown?(companyId: string): void;
}

/** What it works with. */
export interface Following extends FollowerOptions {
  connections: Connections;
  pauses: Pauses;
  mentionOf: MentionOf;
}

/** Between tries of one message that Slack does not take. */
const [firstDelayMs, longestDelayMs] = [5_000, 3_600_000];

/** Shows one request; whatever fails becomes a later try. */
export async function followChange(following: Following, change: HeldChange): Promise<void> {
  const { db, log } = following;
  const { instanceId, company } = change;
  try {
    const announcing = following.slackOf(company);
    const { ended, held } = await whileHeld(following, change, (signal) => show(following, change, signal));
    if (ended.status === 'fulfilled') {
      const { changesAt, wasHeard } = ended.value;
      await settleChange(db, held, changesAt);
      if (wasHeard && following.pauses.succeeded(company)) await isBack(following, company);
      following.shown?.(company);
    } else await postpone(following, held, ended.reason, announcing);
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    log.warn({ instanceId, error: said }, 'what was shown in Slack could not be noted; looking again');
  }
}

async function show(
  following: Following,
  { instanceId, company: companyId }: HeldChange,
  signal: Ending,
): Promise<{ changesAt: Date | null; wasHeard: boolean }> {
  const found = following.slackOf(companyId);
  if (!found) throw new HoldLost();
  const connectedAt = await following.connections.of(companyId, found);
  const { slack, wasHeard } = noting(found.slack);
  const { mentionOf } = following;
  const showing = { instanceId, companyId, announcing: { ...found, slack }, mentionOf, connectedAt, signal };
  const changesAt = await showRequest(following, showing);
  return { changesAt, wasHeard: wasHeard() };
}

/** A client that notes whether Slack took something: what needed no word of ours proves nothing. */
function noting(slack: Slack): { slack: Slack; wasHeard(): boolean } {
  let isHeard = false;
  const noted = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    const told = await answer;
    isHeard = true;
    return told;
  };
  const postMessage: Slack['postMessage'] = (post) => noted(slack.postMessage(post));
  const updateMessage: Slack['updateMessage'] = (update) => noted(slack.updateMessage(update));
  return { slack: { ...slack, postMessage, updateMessage }, wasHeard: () => isHeard };
}

async function isBack({ db, log }: Following, companyId: string): Promise<void> {
  log.info({ companyId }, 'Slack takes our messages again: what waited is caught up');
  await noteWorkspaceProblem(db, companyId, null);
  await changesDueNow(db, companyId);
}

async function postpone(
  { db, log, pauses }: Following,
  held: HeldChange,
  error: unknown,
  announcing: Announcing | undefined,
): Promise<void> {
  if (error instanceof HoldLost) return;
  const { instanceId, company: companyId, attempts } = held;
  const backOffMs = Math.min(firstDelayMs * 2 ** Math.min(attempts, 20), longestDelayMs);
  if (!(error instanceof OutsideError)) {
    log.error({ error, instanceId }, 'a request could not be shown in Slack');
    return postponeChange(db, held, { delayMs: backOffMs, problem: null });
  }
  const { failure, problem } = error;
  const { word, title, detail } = failure;
  const pause = announcing ? pauses.failed(companyId, announcing.slack, failure) : null;
  const said = { companyId, instanceId, word, problem: title.en, advice: detail.en, cause: causeOf(failure) };
  if (pause?.isNew) {
    log.error(said, 'Slack does not take our messages: requests go on in Pipedrive');
    if (word !== 'retry-later') await noteWorkspaceProblem(db, companyId, problem);
  }
  if (!pause && !failure.heldBack) log.error(said, 'a request could not be shown in Slack');
  const delayMs = failure.retryAfterMs ?? (pause ? pause.delayMs : backOffMs);
  await postponeChange(db, held, { delayMs, problem });
}
