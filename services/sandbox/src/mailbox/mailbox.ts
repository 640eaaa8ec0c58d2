import { z } from 'zod';

const mailSchema = z.object({
  n: z.int(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  messageId: z.string(),
  headers: z.array(z.object({ key: z.string(), value: z.string() })),
  /** The files that came with it, without what is in them; absent = none. */
  attachments: z.array(z.object({ name: z.string(), type: z.string(), sizeBytes: z.int() })).optional(),
  receivedAt: z.string(),
  /** True for one whose sender was never told that it was kept; absent = they were. */
  unconfirmed: z.boolean().optional(),
  sizeBytes: z.int(),
});
/** A mail that arrived. `n` counts from 1 and is never given twice; `to` are the envelope's recipients. */
export type Mail = z.infer<typeof mailSchema>;

export const mailboxMemory = z.object({ nextNumber: z.int(), mails: z.array(mailSchema) });
/** The mails, oldest first. Plain data: it is saved to a file and read back. */
export type MailboxMemory = z.infer<typeof mailboxMemory>;

export type Mailbox = {
  readonly memory: MailboxMemory;
  add(mail: Omit<Mail, 'n'>): Mail;
  find(n: number): Mail | undefined;
  newest(count: number, before?: number): Mail[];
  clear(): void;
};

const keptMails = 20_000;
/** Trimming in slabs keeps the cost of a mail constant. */
const slack = 1000;

/** One mailbox for everybody, which keeps the last 20,000 mails. */
export function createMailbox(memory: MailboxMemory, onChange: () => void): Mailbox {
  return {
    memory,
    add(content) {
      const mail = { n: memory.nextNumber++, ...content };
      memory.mails.push(mail);
      if (memory.mails.length > keptMails + slack) memory.mails.splice(0, slack);
      onChange();
      return mail;
    },
    find(n) {
      const oldest = memory.mails[0]?.n ?? 0;
      return memory.mails[n - oldest];
    },
    newest(count, before = Number.POSITIVE_INFINITY) {
      const oldest = memory.mails[0]?.n ?? 0;
      const end = Math.min(memory.mails.length, Math.max(0, before - oldest));
      return memory.mails.slice(Math.max(0, end - count), end).reverse();
    },
    clear() {
      memory.mails.length = 0;
      onChange();
    },
  };
}
