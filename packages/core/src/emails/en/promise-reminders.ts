import { type Block, composeMail, type MailTemplate } from '../layout.ts';
import { promiseFooter } from './conversion-phrases.ts';

const deal: Block = {
  when: 'dealTitle',
  paragraph: 'Deal: {{ dealTitle }}{% if organizationName != "" %} – {{ organizationName }}{% endif %}',
};
const openDeal: Block = { when: 'dealUrl', button: { label: 'Open the deal', link: '{{ dealUrl }}' } };

/** To the colleague who has to keep a promise, or who hears that it was not kept (DS-34, DS-36, DS-47). */
export const promiseSoon = reminder(
  'To do by {{ dueOn }}: {{ promise }}',
  '“{{ promise }}” is promised for {{ dueOn }}.',
);

export const promiseLate = reminder(
  'Late: {{ promise }}',
  '“{{ promise }}” was promised for {{ dueOn }}, and is not done. Keep the promise, or give it another date: the client waits for an answer from you.',
);

export const promiseEscalated = reminder(
  'Still late: {{ promise }}',
  '“{{ promise }}” was promised for {{ dueOn }}{% if ownerName != "" %} by {{ ownerName }}{% endif %}, and is still not done. Settle together who answers the client.',
);

function reminder(subject: string, paragraph: string): MailTemplate {
  return composeMail({
    language: 'en',
    subject,
    blocks: [{ paragraph: 'Hello,' }, { paragraph }, deal, openDeal],
    footer: promiseFooter,
  });
}
