import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, plural } from '../../language.ts';

const fr = {
  loading: 'Chargement de la demande…',
  title: (who: string) => `Refuser la demande : ${who}`,
  loadingSeveral: 'Recherche des demandes…',
  noneSelected: 'Les fiches choisies n’ont pas de demande de compte, ou vous n’y avez pas accès.',
  severalNames: 'Demandes à refuser',
  closedAllTitle: 'Ces demandes ne peuvent plus être refusées',
  closedAll: 'Elles sont déjà décidées, ou ne demandent plus de décision.',
  noRequestTitle: 'Aucune demande à refuser',
  noRequest: 'Ouvrez cette fenêtre avec le bouton « Refuser… » d’une demande.',
  preview: 'Aperçu du mail',
  previewEmpty: 'Choisissez un motif pour voir le mail qui partira.',
  previewNone: 'Aucun mail ne partira.',
  previewLoading: 'Préparation de l’aperçu…',
  previewFailed: 'L’aperçu n’est pas disponible pour le moment. Vous pouvez refuser sans lui.',
  to: 'À',
  subject: 'Objet',
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
  notAllowed: (names: string) =>
    `${names && `Décideurs : ${names}. `}Demandez à votre administrateur de vous ajouter aux décideurs.`,
  close: 'Fermer',
};

const en: typeof fr = {
  loading: 'Loading the request…',
  title: (who) => `Refuse the request: ${who}`,
  loadingSeveral: 'Looking for the requests…',
  noneSelected: 'The chosen records have no account request, or you have no access to it.',
  severalNames: 'Requests to refuse',
  closedAllTitle: 'These requests can no longer be refused',
  closedAll: 'They are decided already, or need no decision any more.',
  noRequestTitle: 'No request to refuse',
  noRequest: 'Open this window with the “Refuse…” button of a request.',
  preview: 'Preview of the mail',
  previewEmpty: 'Choose a reason to see the mail that will leave.',
  previewNone: 'No mail will leave.',
  previewLoading: 'Preparing the preview…',
  previewFailed: 'The preview is not available at the moment. You can refuse without it.',
  to: 'To',
  subject: 'Subject',
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
  notAllowed: (names) =>
    `${names && `Deciders: ${names}. `}Ask your administrator to add you to the deciders.`,
  close: 'Close',
};

/** The words of the refusal modal. */
export const refusalTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
