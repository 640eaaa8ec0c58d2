import { randomUUID } from 'node:crypto';
import type { OutgoingMail } from './helpscout/helpscout-context.ts';
import { createHelpscoutStandIn, type HelpscoutStandIn } from './helpscout/stand-in.ts';
import type { WebhookHabit } from './helpscout/webhook-sender.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import type { MisbehaviourRules } from './misbehaviour.ts';
import type { SandboxOptions } from './sandbox.ts';
import type { SandboxMemory } from './sandbox-memory.ts';
import { sandboxSecrets } from './secrets.ts';

type Shared = {
  now: () => Date;
  onChange: () => void;
  rules: MisbehaviourRules;
  mailbox: Mailbox;
  places: { url: string; serviceUrl: string };
};

/** Makes the Help Scout stand-in of this sandbox: its mails go into the mailbox, its webhooks misbehave as the rules say. */
export function createHelpscout(
  options: SandboxOptions,
  memory: SandboxMemory,
  { now, onChange, rules, mailbox, places }: Shared,
): HelpscoutStandIn {
  return createHelpscoutStandIn({
    app: {
      appId: sandboxSecrets.helpscoutAppId,
      appSecret: sandboxSecrets.helpscoutAppSecret,
      sidebarSecret: sandboxSecrets.helpscoutSidebarSecret,
    },
    now,
    onChange,
    url: () => places.url,
    serviceUrl: () => places.serviceUrl,
    isInstant: options.instant === true,
    deliver: (mail) => void mailbox.add({ ...mail, ...arrival(mail, now()) }),
    webhookHabit: () => webhookHabit(rules),
    memory: memory.helpscout,
  });
}

function arrival({ html, text }: OutgoingMail, at: Date) {
  return {
    messageId: `<${randomUUID()}@helpscout.example.org>`,
    receivedAt: at.toISOString(),
    sizeBytes: Buffer.byteLength(html) + Buffer.byteLength(text),
  };
}

function webhookHabit(rules: MisbehaviourRules): WebhookHabit | undefined {
  const { rule } = rules.take('helpscout-webhooks', 'POST', '');
  if (!rule) return undefined;
  const { kind, ms } = rule;
  const known = ['duplicate', 'late', 'lost', 'reorder', 'stale'] as const;
  const habit = known.find((each) => each === kind);
  return habit && { kind: habit, ...(ms === undefined ? {} : { ms }) };
}
