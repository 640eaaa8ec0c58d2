import { z } from 'zod';
import { type AccountsMemory, accountsMemory } from './accounts/account.ts';
import { type HelpscoutMemory, helpscoutMemory } from './helpscout/memory.ts';
import { type MailboxMemory, mailboxMemory } from './mailbox/mailbox.ts';
import { type MisbehaviourMemory, misbehaviourMemory } from './misbehaviour.ts';
import { noOauth, type OauthMemory, oauthMemory } from './oauth/grants.ts';
import type { PipedriveMemory } from './pipedrive/records.ts';
import type { SlackMemory } from './slack/records.ts';

/** Everything the stand-ins remember, as it stands in the memory file. */
export type SandboxMemory = {
  version: 1;
  /** Absent until the stand-in has seeded itself. */
  pipedrive: PipedriveMemory | undefined;
  /** The second company. */
  freshPipedrive: PipedriveMemory | undefined;
  /** Absent until the stand-in has seeded itself. */
  slack: SlackMemory | undefined;
  /** Absent until the stand-in has seeded itself. */
  helpscout: HelpscoutMemory | undefined;
  oauth: OauthMemory;
  accounts: AccountsMemory;
  mailbox: MailboxMemory;
  misbehaviour: MisbehaviourMemory;
};

const memoryFile = z.object({
  version: z.literal(1),
  // Written by this program alone: the parts that every page reads must be there, the rest is believed.
  pipedrive: z.custom<PipedriveMemory>(isPipedriveMemory, 'not a Pipedrive memory'),
  // Files of an earlier release know one company and no installation.
  freshPipedrive: z.custom<PipedriveMemory>(isPipedriveMemory, 'not a Pipedrive memory').optional(),
  // Files of an earlier release know no Slack.
  slack: z.custom<SlackMemory>(isSlackMemory, 'not a Slack memory').optional(),
  // Files of an earlier release know no Help Scout.
  helpscout: helpscoutMemory.optional(),
  oauth: oauthMemory.default(noOauth),
  accounts: accountsMemory,
  mailbox: mailboxMemory,
  misbehaviour: misbehaviourMemory,
});

/**
 * The memory to start with: what was read from the file, or an empty one.
 * @throws Error when the file holds something else
 */
export function sandboxMemory(read: unknown): SandboxMemory {
  if (read === undefined) {
    return {
      version: 1,
      pipedrive: undefined,
      freshPipedrive: undefined,
      slack: undefined,
      helpscout: undefined,
      oauth: noOauth(),
      accounts: { accounts: [] },
      mailbox: { nextNumber: 1, mails: [] },
      misbehaviour: { nextId: 1, rules: [] },
    };
  }
  const parsed = memoryFile.safeParse(read);
  if (parsed.success) {
    const { freshPipedrive, slack, helpscout } = parsed.data;
    return { ...parsed.data, freshPipedrive, slack, helpscout };
  }
  throw new Error(
    `The memory file is not one of this sandbox's version: delete it to start afresh.\n${z.prettifyError(parsed.error)}`,
  );
}

function isPipedriveMemory(value: unknown): boolean {
  const lists = [
    'users',
    'pipelines',
    'stages',
    'organizations',
    'persons',
    'deals',
    'notes',
    'activities',
    'subscriptions',
  ];
  return holdsLists(value, lists);
}

function isSlackMemory(value: unknown): boolean {
  const lists = ['teams', 'members', 'channels', 'messages', 'ephemerals', 'views', 'homes', 'installations'];
  return holdsLists(value, lists);
}

function holdsLists(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const found = new Map(Object.entries(value));
  return names.every((name) => Array.isArray(found.get(name)));
}
