import type { ConversionCommandType } from '#core/contract/conversion-commands.ts';
import { withFrenchSpaces } from '../../../french-spaces.ts';
import { type Language, numberWords, plural } from '../../../language.ts';

const fr = {
  free: 'Rien ne vous attend',
  freeDetail: 'Les promesses faites à vos clients et leurs prochaines étapes apparaîtront ici.',
  group: { late: 'En retard', dueToday: 'Aujourd’hui', soon: 'Bientôt' },
  nextSteps: 'Prochaines étapes sans date',
  distance: (workingDays: number) =>
    workingDays === 0
      ? 'aujourd’hui'
      : workingDays < 0
        ? `en retard de ${frenchDays(-workingDays)}`
        : `dans ${frenchDays(workingDays)}`,
  announced: 'annoncée au client',
  inStep: (days: number) =>
    days === 0 ? 'à cette étape depuis aujourd’hui' : `à cette étape depuis ${numberWords('fr', days)} j`,
  keep: 'Tenue',
  keepOf: (what: string, who: string) => `Tenue : ${what}, ${who}`,
  move: 'Déplacer…',
  moveOf: (what: string, who: string) => `Déplacer : ${what}, ${who}`,
  newDay: 'Nouvelle date',
  newDayHint: 'Un jour chômé est ramené au jour ouvré précédent.',
  dayMissing: 'Choisissez une date.',
  dayPast: 'Choisissez aujourd’hui ou un jour à venir.',
  daySame: 'C’est déjà cette date.',
  moveDo: 'Déplacer',
  cancel: 'Fermer',
  undo: 'Annuler',
  done: (type: ConversionCommandType): string =>
    type === 'keep-promise'
      ? 'Promesse tenue.'
      : type === 'move-promise'
        ? 'Promesse déplacée.'
        : 'C’est annulé.',
  feed: 'Vos promesses dans votre calendrier',
  feedLead:
    'Un lien secret montre vos promesses, présentations et mises en production dans le calendrier de votre choix. Il se met à jour seul et ne montre que vos clients.',
  feedMake: 'Créer le lien',
  feedRenew: 'Créer un nouveau lien',
  feedRenewHint: 'L’ancien lien cesse aussitôt de fonctionner.',
  feedRevoke: 'Supprimer le lien',
  feedOff: 'Le lien est supprimé : les calendriers abonnés ne reçoivent plus rien.',
  feedOn: (madeAt: string, readAt: string | null) =>
    readAt === null ? `Lien créé ${madeAt}, pas encore lu.` : `Lien créé ${madeAt}, lu ${readAt}.`,
  feedUrl: 'Votre lien',
  feedOnce:
    'Copiez-le maintenant : il n’est montré qu’une fois. Qui a ce lien voit votre calendrier : ne le partagez pas.',
  copy: 'Copier',
  copied: 'Lien copié.',
  copyByHand: 'Le lien est sélectionné : copiez-le avec Ctrl+C.',
};

const en: typeof fr = {
  free: 'Nothing waits for you',
  freeDetail: 'What you promised to your clients, and their next steps, appear here.',
  group: { late: 'Late', dueToday: 'Today', soon: 'Soon' },
  nextSteps: 'Next steps without a day',
  distance: (workingDays) =>
    workingDays === 0
      ? 'today'
      : workingDays < 0
        ? `${englishDays(-workingDays)} late`
        : `in ${englishDays(workingDays)}`,
  announced: 'told to the client',
  inStep: (days) =>
    days === 0 ? 'in this step since today' : `in this step for ${numberWords('en', days)} d`,
  keep: 'Kept',
  keepOf: (what, who) => `Kept: ${what}, ${who}`,
  move: 'Move…',
  moveOf: (what, who) => `Move: ${what}, ${who}`,
  newDay: 'New day',
  newDayHint: 'A day off is brought back to the working day before.',
  dayMissing: 'Choose a day.',
  dayPast: 'Choose today or a day to come.',
  daySame: 'It is that day already.',
  moveDo: 'Move',
  cancel: 'Close',
  undo: 'Undo',
  done: (type) =>
    type === 'keep-promise' ? 'Promise kept.' : type === 'move-promise' ? 'Promise moved.' : 'Undone.',
  feed: 'Your promises in your calendar',
  feedLead:
    'A secret link shows your promises, presentations and go-lives in the calendar of your choice. It keeps itself up to date and shows your clients alone.',
  feedMake: 'Make the link',
  feedRenew: 'Make a new link',
  feedRenewHint: 'The former link stops working at once.',
  feedRevoke: 'Remove the link',
  feedOff: 'The link is removed: calendars that follow it get nothing any more.',
  feedOn: (madeAt, readAt) =>
    readAt === null ? `Link made ${madeAt}, not read so far.` : `Link made ${madeAt}, read ${readAt}.`,
  feedUrl: 'Your link',
  feedOnce: 'Copy it now: it is shown once. Whoever has this link sees your calendar: do not share it.',
  copy: 'Copy',
  copied: 'Link copied.',
  copyByHand: 'The link is selected: copy it with Ctrl+C.',
};

function frenchDays(count: number): string {
  return `${numberWords('fr', count)} ${plural('fr', count, { one: 'jour ouvré', other: 'jours ouvrés' })}`;
}

function englishDays(count: number): string {
  return `${numberWords('en', count)} ${plural('en', count, { one: 'working day', other: 'working days' })}`;
}

/** The words of one's own day and of the calendar feed. */
export const dayTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
