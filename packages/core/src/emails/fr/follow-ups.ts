import { composeMail, type MailTemplate } from '../layout.ts';
import { documentationLink, optOutLine, suspectFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** The mails of a follow-up (relance, MER-08): short, and one click away from the last one. */
export const followUpFirst = followUp('Vos démarches en ligne\u00A0: où en êtes-vous\u00A0?', [
  `Nous nous permettons de revenir vers vous au sujet de la mise en ligne de vos démarches. Avez-vous pu y réfléchir${forOrganization}\u00A0?`,
  'Quelques mots suffisent\u00A0: une question, un moment pour en parler, ou la personne à contacter. La documentation est toujours à votre disposition.',
]);

export const followUpSecond = followUp('Vos démarches en ligne\u00A0: pouvons-nous vous aider\u00A0?', [
  `Nous n’avons pas encore eu le plaisir de vous lire. Peut-être manque-t-il une réponse, un exemple, ou simplement le bon moment${forOrganization}\u00A0?`,
  'Beaucoup d’administrations commencent par une seule démarche, la plus simple. Dites-nous laquelle vous pèse le plus\u00A0: nous vous montrerons ce qu’elle donnerait en ligne, et la documentation répond aux premières questions.',
]);

export const followUpLast = followUp('Vos démarches en ligne\u00A0: notre dernier message', [
  `Sans nouvelles de votre part, nous pensons que le moment n’est pas venu${forOrganization}, et nous cessons de vous écrire à ce sujet.`,
  'Si vos projets changent, répondez à ce message quand vous voulez\u00A0: nous reprendrons là où nous en étions. La documentation reste à votre disposition.',
]);

function followUp(subject: string, paragraphs: readonly string[]): MailTemplate {
  return composeMail({
    language: 'fr',
    subject,
    blocks: [
      hello,
      ...paragraphs.map((paragraph) => ({ paragraph })),
      documentationLink,
      signature,
      optOutLine,
    ],
    footer: suspectFooter,
  });
}
