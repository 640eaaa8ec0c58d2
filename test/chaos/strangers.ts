import type { Sandbox } from '../../services/sandbox/src/sandbox.ts';
import type { Finding } from './judge.ts';
import type { Told } from './told.ts';

/** What was written outside for nobody who asked: accounts, mails, and messages in Slack. */
export function strangers({ accounts, mailbox, slack }: Sandbox, told: readonly Told[]): Finding[] {
  const addresses = new Set(told.map(({ email }) => email));
  const isKnown = (address = '') => addresses.has(address) || runAddress.test(address);
  const mailed = mailbox.mails.flatMap(({ to }) => to).filter((address) => !isStaff(address));
  const unknown = [
    ...accounts.accounts.map(({ userName }) => ['account', userName]),
    ...mailed.map((address) => ['mail', address]),
  ].filter(([, address]) => !isKnown(address));
  const timesOf = new Map<string, number>();
  for (const { metadata, is_tombstone: isGone } of slack.memory.messages) {
    if (isGone || metadata?.event_type !== 'account_request') continue;
    const id = String(metadata.event_payload.request_id);
    timesOf.set(id, (timesOf.get(id) ?? 0) + 1);
  }
  const doubled = [...timesOf].filter(([, times]) => times > 1);
  return [
    ...unknown.map(
      ([what, whose]): Finding => ({ kind: 'wrong', run: '', what: `${what} of nobody: ${whose}` }),
    ),
    ...doubled.map(
      ([id, times]): Finding => ({ kind: 'twice', run: '', what: `${times} messages about ${id}` }),
    ),
  ];
}

/** Of a run whose people gave up: that is told already. */
const runAddress = /@s\d+\.mairie\.example\.org$/;

/** Reminders and digests of the team itself, and copies that Pipedrive files. */
function isStaff(address: string): boolean {
  return /@example\.org$|@pipedrivemail\.com$/.test(address);
}
