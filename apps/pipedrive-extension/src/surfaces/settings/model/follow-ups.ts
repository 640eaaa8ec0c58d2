import type { TemplateView } from '#core/contract/templates-view.ts';
import { isGroup, readAt, type SettingsDocument } from './document.ts';
import { keyOf } from './lists.ts';
import type { Option } from './options.ts';

/** Positions at which somebody can be followed up. */
export const followedSteps = [
  'identified',
  'contacted',
  'presented',
  'documented',
  'account-created',
  'collecting',
  'validated',
  'testing',
  'planned',
] as const;

/** Who enters a rule by itself when that is switched on. */
export const usualWhen = { steps: ['documented'], daysWithoutContact: 14, withoutNextActivity: false };

/** The first mail of the house: what a mail of one's own begins as. */
const houseMail = 'follow-up-first';

/** The mails that a rule may send: those of the service, and those that only the draft has. */
export function mailOptions(items: readonly TemplateView[], draft: SettingsDocument): Option[] {
  const first = items.filter(({ key }, place) => items.findIndex((item) => item.key === key) === place);
  const known = first
    .filter(({ isForFollowUps }) => isForFollowUps)
    .map(({ key, label }) => ({ value: key, label }));
  const written = ownKeys(draft).filter((key) => !items.some((item) => item.key === key));
  return [...known, ...written.map((key) => ({ value: key, label: key }))];
}

/** Mails of the draft that are named for follow-ups. */
function ownKeys(draft: SettingsDocument): string[] {
  const templates = readAt(draft, 'templates');
  return isGroup(templates) ? Object.keys(templates).filter((key) => key.startsWith('follow-up-')) : [];
}

/** A mail of one's own for a rule: its key, and the words of the house to begin with. */
export function ownMail(
  rule: SettingsDocument,
  { items, draft }: { items: readonly TemplateView[]; draft: SettingsDocument },
): { key: string; language: string; words: { subject: string; text: string } } {
  const language = String(readAt(draft, 'locale') ?? 'fr');
  const taken = [...items.map(({ key }) => key), ...ownKeys(draft)];
  const house = items.find((item) => item.key === houseMail && item.language === language);
  const { subject, text } = house?.original ?? house ?? { subject: '', text: '' };
  return { key: keyOf(`follow-up-${rule.key ?? ''}`, taken), language, words: { subject, text } };
}

/** A rule that somebody begins to write. */
export function blankRule(rules: readonly SettingsDocument[]): SettingsDocument {
  const taken = rules.map(({ key }) => String(key));
  const key = keyOf('', taken, 'rule');
  return { key, label: { fr: '', en: '' }, once: true, steps: [mailStep] };
}

export const mailStep = { kind: 'mail', template: houseMail, afterDays: 0 } as const;

/** The step as one of another kind: how long it waits stays. */
export function stepOfKind(step: SettingsDocument, kind: string): SettingsDocument {
  const { afterDays = 0 } = step;
  if (kind === 'mail') return { ...mailStep, afterDays };
  return { kind: 'task', type: 'call', subject: { fr: '', en: '' }, afterDays };
}
