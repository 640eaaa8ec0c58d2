import type { EffectOf } from '#core/effects.ts';
import { OutsideError } from '../../connectors/errors.ts';
import { answerDueMessage } from '../../connectors/slack/messages/answer-due.ts';
import type { Slack } from '../../connectors/slack/port.ts';
import type { Handler } from '../handler.ts';

/** Where the requests of a company are announced; undefined without Slack, or as long as it does not answer. */
export type AnnouncedIn = () => { slack: Slack; channel: string } | undefined;

/**
 * Says in Slack that a first answer is due soon, once: before another try it is looked for. Whose it is, is mentioned
 * where Slack knows their address.
 */
export function warnOfWaiting(announcedIn: AnnouncedIn, now: () => Date): Handler<'warn-of-waiting'> {
  return {
    vendor: 'slack',
    run: async (effect, { company, instance, repeated }) => {
      // Answered while the warning waited.
      if (instance.step !== 'waiting') return {};
      const place = announcedIn();
      if (!place) throw withoutSlack();
      const { slack, channel } = place;
      const { locale: language, timeZone } = company.settings;
      const mention = await mentionOf(slack, effect);
      const message = answerDueMessage({ ...effect, mention }, { language, timeZone, now: now() });
      if (repeated && (await isThere(place, effect, message.metadata))) return {};
      await slack.postMessage({ channel, message });
      return {};
    },
  };
}

async function mentionOf(slack: Slack, { toEmail }: EffectOf<'warn-of-waiting'>): Promise<string | null> {
  if (toEmail === null) return null;
  const person = await slack.personByEmail(toEmail);
  return person && !person.isDeleted ? `<@${person.id}>` : toEmail;
}

async function isThere(
  { slack, channel }: { slack: Slack; channel: string },
  { waitingSince }: EffectOf<'warn-of-waiting'>,
  { event_type: eventType, event_payload: payload }: ReturnType<typeof answerDueMessage>['metadata'],
): Promise<boolean> {
  const since = new Date(waitingSince);
  return (await slack.findMessage({ channel, since, eventType, payload })) !== null;
}

function withoutSlack(): OutsideError {
  return new OutsideError({
    vendor: 'slack',
    word: 'sign-in-again',
    title: { fr: 'Slack n’est pas connecté', en: 'Slack is not connected' },
    detail: {
      fr: 'L’avertissement attend. Connectez l’espace Slack, ou répondez à la conversation dans Help Scout.',
      en: 'The warning waits. Connect the Slack workspace, or answer the conversation in Help Scout.',
    },
  });
}
