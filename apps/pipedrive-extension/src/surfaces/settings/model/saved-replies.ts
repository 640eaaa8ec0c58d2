import type { HelpscoutTexts } from '../texts/helpscout.ts';
import type { SettingLabels } from '../texts/labels.ts';
import { isGroup, readAt, type SettingsDocument } from './document.ts';
import { type Vocabulary, valueWords } from './words.ts';

/** Saved replies that Passerelle proposes by itself: always shown. */
export const proposedReplies = ['valid', 'individualOrCompany'] as const;
type ProposedReply = (typeof proposedReplies)[number];

/** The name of a saved reply in the inboxes of either language; empty: none of its own. */
export interface ReplyNames {
  fr: string;
  en: string;
}

/** The names as the settings keep them: one text for both, or one for each. */
export function replyNames(value: unknown): ReplyNames {
  if (typeof value === 'string') return { fr: value, en: value };
  const text = (key: string) => (isGroup(value) && typeof value[key] === 'string' ? value[key] : '');
  return { fr: text('fr'), en: text('en') };
}

/** What the settings keep of the names: what is empty is left out; nothing at all is undefined. */
export function keptReplyNames({ fr, en }: ReplyNames): unknown {
  if (fr === en) return fr === '' ? undefined : fr;
  return { ...(fr !== '' && { fr }), ...(en !== '' && { en }) };
}

/** A key as the settings take it. */
export function replyKey(words: string): string {
  return words
    .trim()
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .slice(0, 100);
}

/** What a saved reply is called here, and when it is proposed. */
export function replyWords(
  key: string,
  { draft, vocabulary, texts }: { draft: SettingsDocument; vocabulary: Vocabulary; texts: HelpscoutTexts },
): { name: string; hint: string } {
  if (isProposed(key)) return { name: labelOf(key, vocabulary.labels), hint: texts.reply[key] };
  const reasons = readAt(draft, 'refusalReasons');
  const reason = Array.isArray(reasons)
    ? reasons.filter(isGroup).find((each) => each.key === key)
    : undefined;
  if (!reason) return { name: key, hint: texts.reply.other };
  const words = valueWords('refusalReasons.0', reason, vocabulary);
  return { name: texts.ofReason(words), hint: texts.reply.reason };
}

/** Whether Passerelle proposes it by itself. */
export function isProposed(key: string): key is ProposedReply {
  return (proposedReplies as readonly string[]).includes(key);
}

function labelOf(key: ProposedReply, labels: SettingLabels): string {
  return labels[`savedReplies.${key}`];
}
