import { conversationEffectWords, conversationEventWords } from '../../conversation-words.ts';
import { isConversionEvent } from '../../conversion-events.ts';
import { conversionEffectWords, conversionEventWords } from '../../conversion-words.ts';
import type { EffectKind } from '../../effects.ts';
import type { Event } from '../../events.ts';
import type { AdminAccountState } from '../../model/admin-account.ts';
import { inLanguage, type Language } from '../../model/localized.ts';
import type { Settings } from '../../settings.ts';
import { submissionSourceText } from '../../submission-source.ts';
import { driftWords } from './drift.ts';
import type { Step } from './state.ts';

type Words = Record<Language, string>;

const effectWords: Record<EffectKind, Words> = {
  'find-admin-account': { fr: 'Chercher un compte existant', en: 'Look for an existing account' },
  'find-organization': { fr: 'Lire l’organisation', en: 'Read the organization' },
  'ensure-admin-account': {
    fr: 'Créer ou relier le compte administrateur',
    en: 'Create or link the admin account',
  },
  'ensure-deal-placed': { fr: 'Mettre l’affaire à sa place', en: 'Put the deal in its place' },
  'ensure-person-owner': { fr: 'Attribuer la personne', en: 'Assign the person' },
  'ensure-organization-owner': { fr: 'Attribuer l’organisation', en: 'Assign the organization' },
  'ensure-participant': { fr: 'Ajouter la personne aux participants', en: 'Add the person as participant' },
  'keep-deal-as-note': {
    fr: 'Garder le contenu de l’affaire en note',
    en: 'Keep the deal’s content as a note',
  },
  'remove-duplicate-deal': { fr: 'Retirer l’affaire en double', en: 'Remove the duplicate deal' },
  'ensure-call-activity': { fr: 'Planifier l’appel', en: 'Schedule the call' },
  'send-email': { fr: 'Envoyer le mail', en: 'Send the mail' },
  'find-requester': { fr: 'Chercher la personne', en: 'Look for the person' },
  'ensure-organization': { fr: 'Retrouver ou créer l’organisation', en: 'Find or create the organization' },
  'ensure-person': { fr: 'Retrouver ou créer la personne', en: 'Find or create the person' },
  'ensure-deal': { fr: 'Retrouver ou créer l’affaire', en: 'Find or create the deal' },
  'open-request': { fr: 'Ouvrir la demande', en: 'Open the request' },
  'keep-submission-as-note': { fr: 'Noter sur l’affaire', en: 'Note on the deal' },
  'renew-activation': { fr: 'Renouveler le lien d’activation', en: 'Renew the activation link' },
  ...conversationEffectWords,
  ...conversionEffectWords,
};

const stepWords: Record<Step, Words> = {
  incomplete: { fr: 'Incomplète', en: 'Incomplete' },
  pending: { fr: 'À décider', en: 'To decide' },
  'awaiting-evidence': { fr: 'Justificatif attendu', en: 'Awaiting evidence' },
  accepting: { fr: 'Acceptation en cours', en: 'Being accepted' },
  accepted: { fr: 'Acceptée', en: 'Accepted' },
  refusing: { fr: 'Refus en cours', en: 'Being refused' },
  refused: { fr: 'Refusée', en: 'Refused' },
  withdrawn: { fr: 'Sans suite', en: 'Withdrawn' },
};

/** What an effect does, for staff. */
export function effectText(kind: EffectKind, language: Language): string {
  // A row of another release may bear a kind that this one does not know.
  return (effectWords as Partial<typeof effectWords>)[kind]?.[language] ?? kind;
}

/** The name of a step, for staff. */
export function stepText(step: string, language: Language): string {
  return stepWords[step as Step]?.[language] ?? step;
}

/** One journal line in staff words, and its detail if there is one. */
export function eventText(
  event: Event,
  language: Language,
  settings: Settings,
): { text: string; detail: string | null } {
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  if (isConversionEvent(event)) return line(conversionEventWords[event.type][language]);
  switch (event.type) {
    case 'crm-observed':
      return line(say('Fiche mise à jour dans Pipedrive', 'Record updated in Pipedrive'));
    case 'submission-received':
      return line(say('Envoi reçu', 'Submission received'), event.submission.reference);
    case 'submission-entered':
      return line(
        event.by === null
          ? say('Demande envoyée par formulaire', 'Request sent by form')
          : say('Demande saisie par l’équipe', 'Request entered by staff'),
        submissionSourceText(event.source, language, settings),
      );
    case 'submission-joined':
      return line(
        say('Une deuxième fiche porte la même adresse', 'A second record has the same address'),
        event.joined.personName,
      );
    case 'submission-parted':
      return line(say('L’autre fiche a sa propre demande', 'The other record has a request of its own'));
    case 'submission-gone':
      return line(say('La fiche en double n’existe plus', 'The duplicate record is not there any more'));
    case 'acceptance-requested':
      return line(acceptanceWords[event.attachToDealId === null ? 'alone' : 'attached'][language]);
    case 'refusal-requested':
      return line(
        say('Demande refusée : ', 'Request refused: ') + refusalLabel(settings, event.reason, language),
        event.note,
      );
    case 'evidence-requested':
      return line(say('Justificatif demandé', 'Evidence asked for'), event.document);
    case 'evidence-recorded':
      return line(say('Justificatif reçu', 'Evidence received'));
    case 'reconsideration-requested':
      return line(say('Demande remise à l’examen', 'Request reopened'));
    case 'undo-requested':
      return line(say('Décision annulée', 'Decision undone'));
    case 'decision-confirmed':
      return line(say('Décision confirmée', 'Decision confirmed'));
    case 'proposal-withdrawn':
      return line(say('Proposition retirée', 'Proposal withdrawn'));
    case 'retry-requested':
      return line(say('Nouvel essai : ', 'Retry: ') + effectText(event.effect.kind, language));
    case 'effect-done':
      return line(say('Fait : ', 'Done: ') + effectText(event.kind, language), resultDetail(event, language));
    case 'effect-failed':
      return line(
        say('En échec : ', 'Failed: ') + effectText(event.kind, language),
        `${event.problem.title[language]}. ${event.problem.detail[language]}`,
      );
    case 'activation-renewal-requested':
      return line(say('Lien d’activation renvoyé', 'Activation link sent again'));
    case 'repair-requested':
      return line(say('Réparation demandée', 'Repair asked for'), driftWords[event.drift].title[language]);
    case 'drift-accepted':
      return line(
        say('Écart tenu pour juste', 'Difference taken as right'),
        driftWords[event.drift].title[language],
      );
    case 'account-observed':
      return line(accountStateWords[event.state][language]);
    case 'conversation-linked':
      return line(say('Conversation reliée', 'Conversation linked'));
    case 'requester-replied':
      return line(say('Le demandeur a répondu dans Help Scout', 'The requester answered in Help Scout'));
    case 'conversation-hinted':
    case 'conversation-recognised':
    case 'conversation-link-requested':
    case 'request-told':
    case 'saved-reply-requested':
      return line(conversationEventWords[event.type][language]);
    case 'timer-fired':
      return line(evidenceWords[event.name === 'evidence-expiry' ? 'expired' : 'reminded'][language]);
  }
}

const accountStateWords: Record<AdminAccountState, Words> = {
  invited: { fr: 'Compte pas encore activé', en: 'Account not activated yet' },
  active: { fr: 'Compte activé', en: 'Account activated' },
  expired: { fr: 'Lien d’activation expiré', en: 'Activation link expired' },
  gone: { fr: 'Compte supprimé de l’annuaire', en: 'Account gone from the directory' },
};

const acceptanceWords: Record<'alone' | 'attached', Words> = {
  alone: { fr: 'Demande acceptée', en: 'Request accepted' },
  attached: { fr: 'Demande acceptée, à rattacher', en: 'Request accepted, to be attached' },
};

const evidenceWords: Record<'expired' | 'reminded', Words> = {
  expired: { fr: 'Justificatif jamais reçu', en: 'Evidence never received' },
  reminded: { fr: 'Rappel du justificatif', en: 'Evidence reminder' },
};

/** The label of a refusal reason; its key when the settings no longer have it. */
export function refusalLabel(settings: Settings, key: string, language: Language): string {
  const known = settings.refusalReasons.find((one) => one.key === key);
  return known ? inLanguage(known.label, language) : key;
}

function resultDetail(event: Extract<Event, { type: 'effect-done' }>, language: Language): string | null {
  const fr = language === 'fr';
  if (event.kind === 'ensure-admin-account')
    return accountDetail(event.result.outcome, event.result.account.email, fr);
  if (event.kind === 'ensure-deal-placed' && event.result.leftAlone !== null) {
    return fr
      ? `L’affaire a été ${event.result.leftAlone === 'taken' ? 'reprise' : 'fermée ou supprimée'} par quelqu’un : elle n’a pas été touchée.`
      : `Somebody ${event.result.leftAlone === 'taken' ? 'took' : 'closed or deleted'} the deal: it was left alone.`;
  }
  if (event.kind !== 'send-email') return null;
  if (event.result.confirmed) return event.result.to;
  return fr
    ? `${event.result.to} (remis au serveur de messagerie au moment d’une interruption, non renvoyé)`
    : `${event.result.to} (handed to the mail server at the moment of an interruption, not sent again)`;
}

function accountDetail(outcome: 'created' | 'linked' | 'reactivated', email: string, fr: boolean): string {
  const words = {
    created: fr ? 'Compte créé' : 'Account created',
    linked: fr ? 'Compte existant relié' : 'Existing account linked',
    reactivated: fr ? 'Compte réactivé' : 'Account reactivated',
  };
  return `${words[outcome]} (${email})`;
}

function line(text: string, detail: string | null = null) {
  return { text, detail };
}
