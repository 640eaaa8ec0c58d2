import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, numberWords, plural } from '../../language.ts';

const fr = {
  reason: 'Motif du refus',
  reasonMissing: 'Choisissez un motif.',
  note: 'Note pour le demandeur (facultative)',
  noteHint: 'Ajoutée au mail, telle quelle.',
  noteLeft: (left: number) =>
    `${numberWords('fr', left)} ${plural('fr', left, { one: 'caractère restant', other: 'caractères restants' })}`,
};

const en: typeof fr = {
  reason: 'Reason for the refusal',
  reasonMissing: 'Choose a reason.',
  note: 'Note to the requester (optional)',
  noteHint: 'Added to the mail as it is.',
  noteLeft: (left) =>
    `${numberWords('en', left)} ${plural('en', left, { one: 'character left', other: 'characters left' })}`,
};

/** The words of what a decision is made of, wherever it is taken. */
export const decisionTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
