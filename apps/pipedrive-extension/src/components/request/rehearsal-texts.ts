import { withFrenchSpaces } from '../../french-spaces.ts';
import type { Language } from '../../language.ts';

const fr = {
  whatWillHappen: 'Voir ce qui va se passer',
  loading: 'Calcul en cours…',
  incomplete: 'Complétez d’abord votre choix.',
  failed: 'Cette liste n’est pas disponible pour le moment. Vous pouvez décider sans elle.',
  nothing: 'Rien ne sera fait dehors.',
};

const en: typeof fr = {
  whatWillHappen: 'See what will happen',
  loading: 'Working it out…',
  incomplete: 'Complete your choice first.',
  failed: 'This list is not available at the moment. You can decide without it.',
  nothing: 'Nothing will be done outside.',
};

/** The words of the list of effects shown before a decision. */
export const rehearsalTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
