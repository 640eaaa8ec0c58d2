import { type Block, composeMail, type MailTemplate } from '../layout.ts';
import { promiseFooter } from './conversion-phrases.ts';

const deal: Block = {
  when: 'dealTitle',
  paragraph:
    'Affaire\u00A0: {{ dealTitle }}{% if organizationName != "" %} – {{ organizationName }}{% endif %}',
};
const openDeal: Block = { when: 'dealUrl', button: { label: 'Ouvrir l’affaire', link: '{{ dealUrl }}' } };

/** To the colleague who has to keep a promise, or who hears that it was not kept (DS-34, DS-36, DS-47). */
export const promiseSoon = reminder(
  'À faire pour le {{ dueOn }}\u00A0: {{ promise }}',
  '«\u00A0{{ promise }}\u00A0» est promis pour le {{ dueOn }}.',
);

export const promiseLate = reminder(
  'En retard\u00A0: {{ promise }}',
  '«\u00A0{{ promise }}\u00A0» était promis pour le {{ dueOn }}, et n’est pas fait. Tenez la promesse, ou donnez-lui une autre date\u00A0: le client attend une réponse de vous.',
);

export const promiseEscalated = reminder(
  'Toujours en retard\u00A0: {{ promise }}',
  '«\u00A0{{ promise }}\u00A0» était promis pour le {{ dueOn }}{% if ownerName != "" %} par {{ ownerName }}{% endif %}, et n’est toujours pas fait. Voyez ensemble qui répond au client.',
);

function reminder(subject: string, paragraph: string): MailTemplate {
  return composeMail({
    language: 'fr',
    subject,
    blocks: [{ paragraph: 'Bonjour,' }, { paragraph }, deal, openDeal],
    footer: promiseFooter,
  });
}
