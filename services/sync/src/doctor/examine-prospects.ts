import { advice, type Check, ok, type Words } from './check-words.ts';

/** How many prospects have been silent for too long, and what is done about it. */
export interface ExaminedProspects {
  count: number;
  months: number;
  /** They are erased by the service itself. */
  isErased: boolean;
}

const name: Words = { fr: 'Personnes à effacer', en: 'People to erase' };

/** Whether somebody who got no account, and of whom nothing was heard for long, is still kept. Names nobody. */
export function examineProspects({ count, months, isErased }: ExaminedProspects): Check[] {
  if (count === 0) {
    const none = {
      fr: `Personne n’est sans nouvelles depuis plus de ${months} mois.`,
      en: `Nobody has been silent for more than ${months} months.`,
    };
    return [ok('keeping', name, none)];
  }
  const detail = {
    fr:
      count === 1
        ? `Une personne sans compte ne s’est plus manifestée depuis plus de ${months} mois.`
        : `${count} personnes sans compte ne se sont plus manifestées depuis plus de ${months} mois.`,
    en:
      count === 1
        ? `One person without an account has been silent for more than ${months} months.`
        : `${count} people without an account have been silent for more than ${months} months.`,
  };
  const fix = isErased
    ? {
        fr: 'Passerelle les efface chaque jour, sauf ce qui est encore en cours. Effacez-les aussi dans Pipedrive.',
        en: 'Passerelle erases them every day, but for what is still open. Erase them in Pipedrive, too.',
      }
    : {
        fr: 'Demandez-leur une fois s’il faut continuer, ou effacez-les dans Pipedrive, puis ici : « npm run prospects » les nomme, « npm run forget » efface.',
        en: 'Ask them once whether to go on, or erase them in Pipedrive, then here: “npm run prospects” names them, “npm run forget” erases.',
      };
  return [advice('keeping', name, detail, fix, isErased ? 'admin' : 'operator')];
}
