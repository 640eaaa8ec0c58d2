import { OutsideError } from '../connectors/errors.ts';
import type { Slack } from '../connectors/slack/port.ts';
import type { Log } from '../log.ts';

type Channels = Pick<Slack, 'channel'>;
interface Seen {
  isOwn: boolean;
  lookAgainAtMs: number;
}

/** Whether only our own organization reads a channel; asks in the background, and is false until Slack has told. */
export type IsOwnChannel = (companyId: string, slack: Channels, channel: string) => boolean;

const [freshMs, hiddenMs, silentMs] = [10 * 60_000, 10_000, 2_000];

/**
 * Names and addresses are never posted where another organization reads them (slack.md 13). A channel may become shared
 * at any time: it is looked at again every ten minutes, one that Slack does not show us soon. That one is left to the
 * posts: their refusal says what to mend.
 */
export function createOwnChannels({ log, nowMs }: { log: Log; nowMs(): number }): IsOwnChannel {
  const seenBy = new WeakMap<Channels, Map<string, Seen>>();
  const look = async (companyId: string, slack: Channels, channel: string, seen: Seen): Promise<void> => {
    const { isOwn, forMs } = await lookAt(slack, channel);
    seen.lookAgainAtMs = nowMs() + forMs;
    if (isOwn === false) {
      const advice = 'choose a channel that your team alone reads (slack.channel)';
      log.error({ companyId, channel, advice }, 'another organization reads the channel: nothing is posted');
    }
    seen.isOwn = isOwn ?? seen.isOwn;
  };
  return (companyId, slack, channel) => {
    const places = seenBy.get(slack) ?? new Map<string, Seen>();
    seenBy.set(slack, places);
    const seen = places.get(channel) ?? { isOwn: false, lookAgainAtMs: Number.NEGATIVE_INFINITY };
    places.set(channel, seen);
    if (nowMs() >= seen.lookAgainAtMs) {
      // One look at a time.
      seen.lookAgainAtMs = Number.POSITIVE_INFINITY;
      void look(companyId, slack, channel, seen);
    }
    return seen.isOwn;
  };
}

/** @returns `isOwn` null when Slack has not told: what was known before holds */
async function lookAt(slack: Channels, id: string): Promise<{ isOwn: boolean | null; forMs: number }> {
  try {
    const channel = await slack.channel(id);
    return channel ? { isOwn: !channel.isShared, forMs: freshMs } : { isOwn: true, forMs: hiddenMs };
  } catch (error) {
    const isRefused = error instanceof OutsideError && error.failure.word !== 'retry-later';
    return isRefused ? { isOwn: true, forMs: hiddenMs } : { isOwn: null, forMs: silentMs };
  }
}
