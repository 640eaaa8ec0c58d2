import { composeMail } from '../layout.ts';

/** To a colleague: somebody waits for a first answer, and it is due soon (MER-04). */
export const answerDue = composeMail({
  language: 'fr',
  subject: 'Réponse attendue\u00A0: {{ conversationSubject }}',
  blocks: [
    { paragraph: 'Bonjour,' },
    {
      paragraph:
        'La conversation{% if conversationNumber != "" %} n°\u00A0{{ conversationNumber }}{% endif %} «\u00A0{{ conversationSubject }}\u00A0» attend sa première réponse, promise pour le {{ dueAt }}.',
    },
    { button: { label: 'Ouvrir la conversation', link: '{{ conversationUrl }}' } },
  ],
  footer: 'Passerelle prévient avant qu’une première réponse ne soit en retard.',
});
