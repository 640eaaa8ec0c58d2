import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, numberWords, plural } from '../../language.ts';

const fr = {
  loading: 'Chargement de la demande…',
  title: (who: string) => `Refuser la demande : ${who}`,
  noRequestTitle: 'Aucune demande à refuser',
  noRequest: 'Ouvrez cette fenêtre avec le bouton « Refuser… » d’une demande.',
  reason: 'Motif du refus',
  reasonMissing: 'Choisissez un motif.',
  note: 'Note pour le demandeur (facultative)',
  noteHint: 'Ajoutée au mail, telle quelle.',
  noteLeft: (left: number) =>
    `${numberWords('fr', left)} ${plural('fr', left, { one: 'caractère restant', other: 'caractères restants' })}`,
  preview: 'Aperçu du mail',
  previewEmpty: 'Choisissez un motif pour voir le mail qui partira.',
  previewLoading: 'Préparation de l’aperçu…',
  previewFailed: 'L’aperçu n’est pas disponible pour le moment. Vous pouvez refuser sans lui.',
  to: 'À',
  subject: 'Objet',
  effects: 'Ce qui sera fait',
  confirm: 'Refuser la demande',
  cancel: 'Ne pas refuser',
  undo: (seconds: number) =>
    `Vous aurez ${seconds} ${plural('fr', seconds, { one: 'seconde', other: 'secondes' })} pour annuler.`,
  done: (who: string) => `Demande refusée : ${who}.`,
  leaveTitle: 'Abandonner ce refus ?',
  leave: 'La note que vous avez écrite sera perdue.',
  leaveYes: 'Abandonner',
  leaveNo: 'Continuer',
  closedTitle: 'Cette demande ne peut plus être refusée',
  closedBy: (decision: string, by: string) => `${decision}, par ${by}.`,
  closedStep: 'Elle a changé d’étape entre-temps.',
  notAllowedTitle: 'Vous ne pouvez pas refuser cette demande',
  notAllowed: 'Demandez à votre administrateur de vous ajouter aux décideurs.',
  close: 'Fermer',
};

const en: typeof fr = {
  loading: 'Loading the request…',
  title: (who) => `Refuse the request: ${who}`,
  noRequestTitle: 'No request to refuse',
  noRequest: 'Open this window with the “Refuse…” button of a request.',
  reason: 'Reason for the refusal',
  reasonMissing: 'Choose a reason.',
  note: 'Note to the requester (optional)',
  noteHint: 'Added to the mail as it is.',
  noteLeft: (left) =>
    `${numberWords('en', left)} ${plural('en', left, { one: 'character left', other: 'characters left' })}`,
  preview: 'Preview of the mail',
  previewEmpty: 'Choose a reason to see the mail that will leave.',
  previewLoading: 'Preparing the preview…',
  previewFailed: 'The preview is not available at the moment. You can refuse without it.',
  to: 'To',
  subject: 'Subject',
  effects: 'What will be done',
  confirm: 'Refuse the request',
  cancel: 'Do not refuse',
  undo: (seconds) =>
    `You will have ${seconds} ${plural('en', seconds, { one: 'second', other: 'seconds' })} to undo.`,
  done: (who) => `Request refused: ${who}.`,
  leaveTitle: 'Give up this refusal?',
  leave: 'The note you wrote will be lost.',
  leaveYes: 'Give up',
  leaveNo: 'Carry on',
  closedTitle: 'This request can no longer be refused',
  closedBy: (decision, by) => `${decision}, by ${by}.`,
  closedStep: 'It moved to another step meanwhile.',
  notAllowedTitle: 'You cannot refuse this request',
  notAllowed: 'Ask your administrator to add you to the deciders.',
  close: 'Close',
};

export type RefusalTexts = typeof fr;

/** The words of the refusal modal. */
export const refusalTexts: Record<Language, RefusalTexts> = { fr: withFrenchSpaces(fr), en };
