import { composeMail, type MailTemplate } from '#core/emails/layout.ts';
import type { Language } from '#core/model/localized.ts';
import { renderMail } from '../../connectors/mail/render.ts';
import { outside } from '../../connectors/slack/messages/block-text.ts';
import { section } from '../../connectors/slack/messages/blocks.ts';
import { withFrenchSpaces } from '../../connectors/slack/messages/french-spaces.ts';
import { shares } from '../../connectors/slack/messages/limits.ts';
import type { SlackMessage } from '../../connectors/slack/port.ts';

/** What a colleague is told who may not see the deal. */
export interface HiddenReminder {
  what: 'soon' | 'late' | 'escalated';
  /** Empty when the promise is nobody's. */
  ownerName: string;
}

const fr = {
  hello: 'Bonjour,',
  of: (owner: string) => (owner === '' ? 'Une promesse' : `Une promesse de ${owner}`),
  soon: (of: string) => `${of} est bientôt à tenir`,
  late: (of: string) => `${of} est en retard`,
  why: 'Vous n’avez pas accès à l’affaire dans Pipedrive : voyez avec la personne qui la suit, ou avec un administrateur.',
};

const en: typeof fr = {
  hello: 'Hello,',
  of: (owner) => (owner === '' ? 'A promise' : `A promise of ${owner}`),
  soon: (of) => `${of} is due soon`,
  late: (of) => `${of} is late`,
  why: 'You have no access to the deal in Pipedrive: ask the person who follows it, or an administrator.',
};

const words: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };

function said({ what, ownerName }: HiddenReminder, language: Language): string {
  const { of, soon, late } = words[language];
  return what === 'soon' ? soon(of(ownerName)) : late(of(ownerName));
}

/** The direct message that names neither the client nor the deal. */
export function hiddenReminderMessage(reminder: HiddenReminder, language: Language): SlackMessage {
  const { ownerName } = reminder;
  const named = { ...reminder, ownerName: ownerName && outside(ownerName, shares.name) };
  const text = said(named, language);
  return { text, blocks: section(`${text}\n${words[language].why}`) };
}

/** The same as a mail. */
export function hiddenReminderMail(
  reminder: HiddenReminder,
  options: { language: Language; timeZone: string },
): MailTemplate {
  const { language } = options;
  const { hello, why } = words[language];
  const ownerName = reminder.ownerName && '{{ ownerName }}';
  const subject = said({ ...reminder, ownerName }, language);
  const blocks = [{ paragraph: hello }, { paragraph: `${subject}.` }];
  const template = composeMail({ language, subject, blocks, footer: why });
  return renderMail(template, { ownerName: reminder.ownerName }, options);
}
