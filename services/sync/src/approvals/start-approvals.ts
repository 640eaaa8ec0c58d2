import { repeat } from '../repeat.ts';
import { forgetMarksExceptOf } from '../store/approval-changes.ts';
import { forgetSeenRequests } from '../store/slack-seen.ts';
import { createHomeFollower, type HomeFollowerOptions } from './follow-homes.ts';
import { createFollower } from './follow-requests.ts';
import { createPauses } from './pauses.ts';
import { postDueDigests } from './post-digest.ts';
import { createReminders } from './remind.ts';

/** Slack kept in step with the requests, by a node that works. */
export interface Approvals {
  /** Somebody changed a request: its message follows at once instead of within the second. */
  poke(): void;
  /** Takes nothing new, and ends what leaves. */
  stop(): Promise<void>;
}

const minute = { firstMs: 5_000, everyMs: 60_000, retryMs: 60_000 };
const daily = { firstMs: 60_000, everyMs: 86_400_000, retryMs: 60_000 };

/** Starts everything that posts by itself: messages, threads, Homes, digests and reminders. */
export function startApprovals(options: HomeFollowerOptions): Approvals {
  const { db, log } = options;
  const homes = createHomeFollower(options);
  const pauses = createPauses(() => options.now().getTime());
  const follower = createFollower({ ...options, pauses, shown: homes.changed });
  const remind = createReminders(options, pauses);
  const repeated = [
    repeat('post digests in Slack', log, minute, (signal) => postDueDigests(options, signal)),
    repeat('recall requests in Slack', log, minute, remind),
    repeat('forget old requests of Slack', log, daily, () => forgetSeenRequests(db)),
    repeat('forget what no Slack shows', log, daily, () => forgetMarksExceptOf(db, followed(options))),
  ];
  return {
    poke: follower.poke,
    stop: async () => {
      await Promise.all([...repeated, follower].map((one) => one.stop()));
      await homes.stop();
    },
  };
}

/** Whose requests are followed, also while Slack does not answer. */
function followed({ companies }: HomeFollowerOptions): string[] {
  return companies.ids().filter((id) => companies.companyOf(id).announces === true);
}
