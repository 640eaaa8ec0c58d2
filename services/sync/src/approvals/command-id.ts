import { createHash } from 'node:crypto';

/**
 * The command id of something done in Slack, made from what Slack says of it: the same press or submission, however
 * often it arrives, is the same command and gets the same answer (slack.md 7).
 * @param parts what names it: team, user, message or view, instant of the press
 * @returns a UUID (version 8, RFC 9562)
 */
export function commandIdOf(...parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
