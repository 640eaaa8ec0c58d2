import { type Company, deciderNames } from '#core/company.ts';
import type { Localized } from '#core/model/localized.ts';

/** Why somebody of Slack is nobody of ours. */
export type WhyUnknown =
  | 'other-workspace'
  | 'guest'
  | 'bot'
  | 'gone'
  | 'email-unconfirmed'
  | 'nobody-in-crm'
  | 'staff-not-read'
  | 'not-served'
  | 'slack-silent';

/** Why somebody cannot decide, or see requests, from Slack, and who can help; `email`: the one Slack confirms. */
export function whyUnknown(why: WhyUnknown, { email }: { email: string | null }): Localized {
  switch (why) {
    case 'other-workspace':
      return {
        fr: 'Vous venez d’un autre espace de travail Slack : seules les personnes de celui de Passerelle voient et décident les demandes. Adressez-vous à la personne qui vous a invité dans ce salon.',
        en: 'You come from another Slack workspace: only people of Passerelle’s own see and decide requests. Ask whoever invited you into this channel.',
      };
    case 'guest':
      return {
        fr: 'Les invités Slack ne décident pas. Un administrateur de Slack peut faire de vous un membre de l’espace de travail.',
        en: 'Slack guests do not decide. A Slack administrator can make you a member of the workspace.',
      };
    case 'bot':
      return { fr: 'Une application ne décide pas.', en: 'An app does not decide.' };
    case 'gone':
      return {
        fr: 'Votre compte Slack est désactivé. Un administrateur de Slack peut le réactiver.',
        en: 'Your Slack account is deactivated. A Slack administrator can reactivate it.',
      };
    case 'email-unconfirmed':
      return {
        fr: 'Slack ne confirme pas votre adresse e-mail : confirmez-la dans votre profil Slack, puis réessayez.',
        en: 'Slack does not confirm your e-mail address: confirm it in your Slack profile, then try again.',
      };
    case 'nobody-in-crm':
      return {
        fr: `Aucun utilisateur actif de Pipedrive n’a l’adresse de votre compte Slack${email ? ` (${email})` : ''}. Un administrateur Pipedrive peut vous y ajouter avec cette adresse.`,
        en: `No active Pipedrive user has the address of your Slack account${email ? ` (${email})` : ''}. A Pipedrive administrator can add you there with this address.`,
      };
    case 'not-served':
      return {
        fr: 'Passerelle n’est plus installée dans votre entreprise Pipedrive : un administrateur Pipedrive peut la réinstaller.',
        en: 'Passerelle is not installed in your Pipedrive company any more: a Pipedrive administrator can install it again.',
      };
    case 'slack-silent':
      return {
        fr: 'Slack ne répond pas à Passerelle : réessayez dans un instant, ou décidez dans Pipedrive.',
        en: 'Slack does not answer Passerelle: try again in a moment, or decide in Pipedrive.',
      };
    case 'staff-not-read':
      return {
        fr: 'Pipedrive ne répond pas : Passerelle n’a pas encore pu lire la liste de votre équipe et réessaie toute seule.',
        en: 'Pipedrive does not answer: Passerelle could not read the list of your team yet and tries again by itself.',
      };
  }
}

/** Why somebody of the team who may look does not decide, and who can help. */
export function whyNoDecider(company: Company): Localized {
  const who = deciderNames(company).join(', ') || '—';
  return {
    fr: `Seules ces personnes décident : ${who}. Un administrateur peut vous ajouter dans les réglages de Passerelle.`,
    en: `Only these people decide: ${who}. An administrator can add you in the settings of Passerelle.`,
  };
}
