import { dayOf } from '#core/kernel/instant.ts';
import { instantAt, isWorkingDay } from '#core/kernel/working-days.ts';
import { hasAnswers } from '../connectors/slack/messages/answer-lines.ts';
import { digestMessage } from '../connectors/slack/messages/digest.ts';
import { presentRows } from '../http/read-requests.ts';
import { countQueue, listQueue, type QueueOf } from '../store/approval-queue.ts';
import { onOneNode } from '../store/one-node.ts';
import {
  beginDigest,
  type DigestKey,
  endDigest,
  giveUpDigest,
  isDigestPosted,
} from '../store/slack-digests.ts';
import { inSnapshot } from '../store/snapshot.ts';
import { hiddenFrom } from '../store/visibility.ts';
import { answerFigures } from './answer-figures.ts';
import { connectedAtOf } from './connection.ts';
import { dealUrlOf } from './deal-url.ts';
import { type Announcing, type ApprovalOptions, announcedCompanies } from './options.ts';
import { readerOfChannel, wordingOfChannel } from './picture-of-request.ts';
import { postOnce } from './post-once.ts';
import { promisedAt, promiseWindow } from './promise.ts';

const oldestMax = 10;
const digestType = 'account_request_digest';

/**
 * Posts the digests that are due: of each working day one, at `slack.digestAt` or later the same day; none when there
 * is nothing to say. Called every minute by every node that works.
 *
 * @param signal ends it early
 */
export async function postDueDigests(options: ApprovalOptions, signal: AbortSignal): Promise<void> {
  for (const companyId of announcedCompanies(options)) {
    if (signal.aborted) return;
    try {
      await postIfDue(options, companyId, signal);
    } catch (error) {
      const said = error instanceof Error ? error.message : '';
      options.log.warn({ companyId, error: said }, 'the digest was not posted in Slack; trying again');
    }
  }
}

async function postIfDue(options: ApprovalOptions, companyId: string, signal: AbortSignal): Promise<void> {
  const { db } = options;
  const announcing = options.slackOf(companyId);
  const day = dueDay(options, companyId);
  if (!announcing || day === null || (await isDigestPosted(db, { company: companyId, day: day.day }))) return;
  // Whoever connects in the afternoon has missed no morning.
  const connectedAt = await connectedAtOf(db, companyId);
  if (connectedAt === null || connectedAt > day.dueAt) return;
  await onOneNode(db, `passerelle.digest.${companyId}`, () =>
    postDigest(
      options,
      announcing,
      { company: companyId, day: day.day, channel: announcing.channel },
      signal,
    ),
  );
}

/** Today, when its digest is due already. */
function dueDay({ companies, now }: ApprovalOptions, companyId: string) {
  const { settings } = companies.companyOf(companyId);
  const { digestAt } = settings.slack;
  if (digestAt === undefined) return null;
  const instant = now().toISOString();
  const day = dayOf(instant, settings.timeZone);
  const dueAt = instantAt(day, digestAt, settings.timeZone);
  return isWorkingDay(day, settings) && dueAt <= instant ? { day, dueAt } : null;
}

async function postDigest(
  options: ApprovalOptions,
  { slack }: Announcing,
  key: DigestKey,
  signal: AbortSignal,
): Promise<void> {
  const { db } = options;
  // Another node may have posted it while this one came to the lock.
  if (await isDigestPosted(db, key)) return;
  const digest = await readDigest(options, key.company);
  if (digest !== null) {
    const metadata = { event_type: digestType, event_payload: { day: key.day, company: key.company } };
    const { company, channel } = key;
    const message = { ...digestMessage(digest, wordingOfChannel(options, company)), metadata };
    const begin = () => beginDigest(db, key);
    await postOnce({ slack, channel, message }, { begin, giveUp: () => giveUpDigest(db, key) }, signal);
  }
  await endDigest(db, key);
}

/** What there is to say; null = nothing. All are counted, and named are those that everybody may see. */
async function readDigest(options: ApprovalOptions, companyId: string) {
  const { db, companies, now } = options;
  const company = companies.companyOf(companyId);
  const { settings } = company;
  const window = promiseWindow(settings, now());
  const reader = readerOfChannel(options, companyId);
  const read = await inSnapshot(db, async (store) => {
    const of = (hidden: readonly number[]): QueueOf => ({ company: companyId, hidden, window });
    const hidden = await hiddenFrom(store, companyId, reader.staff.id);
    const rows = await listQueue(store, of(hidden), { section: 'pending', limit: oldestMax });
    const counts = await countQueue(store, of([]));
    const answers = await answerFigures(store, company, now());
    return { counts, oldest: await presentRows(store, rows, reader), answers };
  });
  const isQuiet = Object.values(read.counts).every((count) => count === 0);
  if (isQuiet && !(read.answers && hasAnswers(read.answers))) return null;
  return {
    ...read,
    dealUrlOf: ({ dealId }: { dealId: number | null }) => dealUrlOf(options, companyId, dealId),
    promisedAtOf: ({ submittedAt }: { submittedAt: string }) => promisedAt(settings, submittedAt),
  };
}
