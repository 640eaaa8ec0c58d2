import { composeMail } from '../layout.ts';

/** To a colleague, once a week: what they promised, and what is late. */
export const weekDigest = composeMail({
  language: 'fr',
  subject: 'Votre semaine\u00A0: ce que vous avez promis',
  blocks: [
    { paragraph: 'Bonjour,' },
    { paragraph: 'Voici ce qui vous attend cette semaine\u00A0:' },
    { lines: '{{ lines }}' },
    { paragraph: 'Bonne semaine\u00A0!' },
  ],
  footer: 'Passerelle envoie ce résumé une fois par semaine. Un administrateur règle le jour et l’heure.',
});
