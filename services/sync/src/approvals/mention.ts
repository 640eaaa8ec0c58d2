import { normaliseEmail } from '#core/model/email-address.ts';
import { OutsideError } from '../connectors/errors.ts';
import type { Log } from '../log.ts';
import type { Announcing } from './options.ts';

/**
 * How Slack mentions whom the settings name: an e-mail, an id, or words.
 * @throws OutsideError `retry-later` when Slack does not say whom an address means, and never did
 */
export type MentionOf = (announcing: Announcing, named: string | undefined) => Promise<string | null>;

const keptMs = 24 * 3_600_000;
const ready = /^<(@[UW][A-Z0-9]{2,20}|!subteam\^S[A-Z0-9]{2,20})>$/;
const userId = /^[UW][A-Z0-9]{5,20}$/;
const groupId = /^S[A-Z0-9]{5,20}$/;

/**
 * Remembers for a day whom an e-mail means; whoever Slack does not know is written out. While Slack does not say, what
 * it said last holds.
 */
export function createMentions(log: Log, nowMs: () => number = Date.now): MentionOf {
  const known = new Map<string, { mention: string; atMs: number }>();
  const ofEmail = async ({ slack, teamId }: Announcing, email: string): Promise<string> => {
    const key = `${teamId} ${email}`;
    const kept = known.get(key);
    if (kept && nowMs() - kept.atMs < keptMs) return kept.mention;
    const person = await slack.personByEmail(email).catch((error: Error) => {
      // A message without the call is no better than one that comes a little later with it.
      if (!kept && error instanceof OutsideError && error.failure.word === 'retry-later') throw error;
      log.warn({ error: error.message }, 'somebody to mention was not found in Slack');
      return undefined;
    });
    if (person === undefined && kept) return kept.mention;
    const mention = person && !person.isDeleted ? `<@${person.id}>` : email;
    if (person !== undefined) known.set(key, { mention, atMs: nowMs() });
    return mention;
  };
  return async (announcing, named) => {
    if (named === undefined) return null;
    if (ready.test(named)) return named;
    if (userId.test(named)) return `<@${named}>`;
    if (groupId.test(named)) return `<!subteam^${named}>`;
    const email = normaliseEmail(named);
    return email === null ? named : ofEmail(announcing, email);
  };
}
