import type { ProblemDocument } from '#core/contract/problem.ts';
import { type Language, say, type Text } from '../words.ts';

/** What the service could not say itself, because it was not heard. */
export const failures = {
  unreachable: {
    title: { fr: 'Passerelle ne répond pas', en: 'Passerelle does not answer' },
    detail: {
      fr: 'Vérifiez votre connexion. Rien n’est perdu : le panneau latéral se met à jour dès que le service répond.',
      en: 'Check your connection. Nothing is lost: the sidebar is brought up to date as soon as it answers.',
    },
  },
  late: {
    title: { fr: 'La réponse se fait attendre', en: 'The answer is late' },
    detail: {
      fr: 'Réessayez : ce qui est déjà arrivé ne sera pas fait deux fois.',
      en: 'Try again: what has arrived already is not done twice.',
    },
  },
  unreadable: {
    title: { fr: 'Réponse illisible', en: 'Unreadable answer' },
    detail: {
      fr: 'Réessayez dans un instant. Si cela dure, un administrateur de Passerelle doit regarder.',
      en: 'Try again in a moment. If it lasts, an administrator of Passerelle has to look.',
    },
  },
  'not-opened-by-help-scout': {
    title: { fr: 'Ouvrez une conversation dans Help Scout', en: 'Open a conversation in Help Scout' },
    detail: {
      fr: 'Ce panneau latéral n’a de sens qu’à côté d’une conversation : c’est Help Scout qui dit laquelle.',
      en: 'This sidebar belongs beside a conversation: Help Scout says which one.',
    },
  },
} satisfies Record<string, { title: Text; detail: Text }>;

export type Failure = keyof typeof failures;

/** A failure as the service would have told it; its status is 0, as that of an answer that never came. */
export function failureProblem(failure: Failure, language: Language): ProblemDocument {
  const { title, detail } = failures[failure];
  const words = { title: say(title, language), detail: say(detail, language) };
  return { type: `urn:passerelle:${failure}`, status: 0, instance: '', ...words };
}
