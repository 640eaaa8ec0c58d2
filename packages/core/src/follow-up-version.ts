import * as z from 'zod';
import { Language } from './model/localized.ts';
import { FollowUpRule } from './settings-conversion.ts';

const MailText = z.object({ subject: z.string(), text: z.string(), html: z.string() });

/** What a version keeps: the rule, and the words of its mails as they were. */
export const FollowUpContent = z.object({
  rule: FollowUpRule,
  /** By key of the mail. */
  texts: z.record(z.string(), z.partialRecord(Language, MailText)),
});
export type FollowUpContent = z.infer<typeof FollowUpContent>;

/** A rule of follow-ups as it was from an instant on: whoever began in it stays in it. */
export interface FollowUpVersion extends FollowUpContent {
  key: string;
  /** 1 for the first of its key. */
  number: number;
  since: string;
  /** Whoever begins now begins in this one; at most one of a key is. */
  isCurrent: boolean;
}
