import { type Company, isRobotOwner } from '../../company.ts';
import type { DriftKind } from '../../model/drift.ts';
import type { Localized } from '../../model/localized.ts';
import type { AccountRequest } from './state.ts';

/** What Pipedrive told of the records of a request; a record it never told of is not gone. */
export interface SeenRecords {
  /** Its deal is deleted, or it has none, and neither its person nor its organization has another one. */
  dealIsGone: boolean;
  personIsGone: boolean;
}

/**
 * Where the outside tells something else than what was done for a request. A request follows what people do in the CRM
 * and what the directory says of its account, so what it remembers of them is what is there now. Stages and owners that
 * people chose are no drift; a request that is not accepted has none.
 */
export function driftsOf(request: AccountRequest, seen: SeenRecords, company: Company): DriftKind[] {
  if (request.step !== 'accepted') return [];
  const { account, person, ownerId } = request;
  const kinds: DriftKind[] = [];
  if (account?.state === 'gone') kinds.push('account-gone');
  else if (account && !person.emails.includes(account.email)) kinds.push('account-address');
  if (seen.personIsGone) return [...kinds, 'person-gone'];
  if (seen.dealIsGone) kinds.push('deal-gone');
  if (isRobotOwner(company, ownerId)) kinds.push('person-not-given');
  return kinds;
}

/** What differs, and who must act. */
export const driftWords: Record<DriftKind, { title: Localized; detail: Localized }> = {
  'account-gone': {
    title: {
      fr: 'Le compte n’existe plus dans l’annuaire',
      en: 'The account is no longer in the directory',
    },
    detail: {
      fr: 'Réparer crée un compte à la même adresse et envoie son lien d’activation.',
      en: 'Repairing makes an account with the same address and mails its activation link.',
    },
  },
  'account-address': {
    title: {
      fr: 'Le compte a une autre adresse que la personne dans Pipedrive',
      en: 'The account has another address than the person in Pipedrive',
    },
    detail: {
      fr: 'Qui suit l’affaire vérifie l’adresse de la personne, ou fait corriger celle du compte dans l’annuaire.',
      en: 'Whoever follows the deal checks the address of the person, or has that of the account corrected in the directory.',
    },
  },
  'deal-gone': {
    title: { fr: 'L’affaire n’existe plus dans Pipedrive', en: 'The deal is no longer in Pipedrive' },
    detail: {
      fr: 'Réparer crée l’affaire à nouveau, là où la décision l’avait placée.',
      en: 'Repairing makes the deal anew, where the decision had placed it.',
    },
  },
  'person-gone': {
    title: { fr: 'La personne n’existe plus dans Pipedrive', en: 'The person is no longer in Pipedrive' },
    detail: {
      fr: 'Le compte existe sans elle : un décideur rétablit la personne, ou fait fermer le compte.',
      en: 'The account exists without them: a decider restores the person, or has the account closed.',
    },
  },
  'person-not-given': {
    title: { fr: 'La personne est encore au robot', en: 'The person is still held by the robot' },
    detail: {
      fr: 'Réparer la confie à qui la règle des propriétaires désigne aujourd’hui.',
      en: 'Repairing gives them to whom the owner rule names today.',
    },
  },
};
