import type { Language } from '#core/model/localized.ts';

const fr = {
  unknown:
    'Ce calendrier n’existe pas, ou son lien a été remplacé. Faites-en un nouveau dans Pipedrive, page « Ma journée ».',
  later: 'Ce calendrier ne peut pas être lu pour l’instant. Votre agenda réessaiera tout seul.',
};

const en: typeof fr = {
  unknown:
    'This calendar does not exist, or its link was replaced. Make a new one in Pipedrive, on the page “My day”.',
  later: 'This calendar cannot be read at the moment. Your calendar program will try again by itself.',
};

/** What somebody reads who opens the link of a calendar that is not there. */
export const calendarTexts: Record<Language, typeof fr> = { fr, en };
