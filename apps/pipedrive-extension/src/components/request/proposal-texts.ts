import { withFrenchSpaces } from '../../french-spaces.ts';
import type { Language } from '../../language.ts';

const fr = {
  title: 'Décision proposée',
  proposes: {
    'accept-request': (by: string) => `${by} propose d’accepter cette demande`,
    'refuse-request': (by: string) => `${by} propose de refuser cette demande`,
  },
  since: (age: string, from: string) => `Proposé ${age}, depuis ${from}`,
  'confirm-decision': 'Confirmer',
  'withdraw-proposal': 'Retirer la proposition',
  ownProposal: 'C’est votre proposition : une autre personne qui décide doit la confirmer.',
  waitsForDecider: 'Une autre personne qui décide doit la confirmer.',
};

const en: typeof fr = {
  title: 'Proposed decision',
  proposes: {
    'accept-request': (by) => `${by} proposes to accept this request`,
    'refuse-request': (by) => `${by} proposes to refuse this request`,
  },
  since: (age, from) => `Proposed ${age}, from ${from}`,
  'confirm-decision': 'Confirm',
  'withdraw-proposal': 'Take the proposal back',
  ownProposal: 'This is your own proposal: another decider has to confirm it.',
  waitsForDecider: 'Another decider has to confirm it.',
};

/** The words of a decision that needs two people. */
export const proposalTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
