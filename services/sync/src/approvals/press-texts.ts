import type { RequestView } from '#core/contract/request-view.ts';
import type { Language, Localized } from '#core/model/localized.ts';
import { stepText } from '#core/processes/account-request/journal-texts.ts';
import { instantText, surfaceText } from '#core/processes/account-request/texts.ts';

/** What people are told in Slack, beside what the rules answer. */
export const pressTexts = {
  notOurs: {
    fr: 'Ce bouton n’est plus valable. Ouvrez la demande depuis l’accueil de l’application, ou dans Pipedrive.',
    en: 'This button is not valid any more. Open the request from the app’s Home, or in Pipedrive.',
  },
  notFound: {
    fr: 'Cette demande n’existe pas, ou vous ne pouvez pas la voir dans Pipedrive.',
    en: 'This request does not exist, or you may not see it in Pipedrive.',
  },
  failed: {
    fr: 'Passerelle n’a pas pu répondre ; rien n’a changé. Réessayez dans un instant, ou décidez dans Pipedrive.',
    en: 'Passerelle could not answer; nothing changed. Try again in a moment, or decide in Pipedrive.',
  },
  working: { fr: 'Un instant…', en: 'One moment…' },
  title: { fr: 'Demande de compte', en: 'Account request' },
  done: { fr: 'C’est fait.', en: 'Done.' },
  notConnected: {
    fr: 'Cet espace Slack n’est relié à aucune entreprise. Un administrateur Pipedrive peut le connecter.',
    en: 'This Slack workspace is connected to no company. A Pipedrive administrator can connect it.',
  },
} satisfies Record<string, Localized>;

/** What happened to a request since the picture that somebody had before them. */
export function meanwhileText(view: RequestView, language: Language, timeZone: string): string {
  return `${whatHappened(view, language, timeZone)} ${lookAgainText[language]}`;
}

const lookAgainText: Localized = {
  fr: 'Ce que vous aviez sous les yeux est mis à jour : relisez-le avant de décider.',
  en: 'What you had before you is being updated: read it again before you decide.',
};

function whatHappened(view: RequestView, language: Language, timeZone: string): string {
  const fr = language === 'fr';
  const { proposal, decision, decidedAt, decidedBy, decidedFrom } = view;
  if (proposal) {
    const at = instantText(proposal.at, language, timeZone);
    return fr
      ? `Entre-temps, ${proposal.by} a proposé depuis ${proposal.from}, ${at} : ${proposal.text}.`
      : `Meanwhile ${proposal.by} proposed from ${proposal.from}, ${at}: ${proposal.text}.`;
  }
  if (decidedAt && decidedBy) {
    const at = instantText(decidedAt, language, timeZone);
    const from = surfaceText(decidedFrom ?? 'service', language);
    const what = decision ?? stepText(view.step, language);
    return fr
      ? `Entre-temps, ${decidedBy} a décidé depuis ${from}, ${at} : ${what}.`
      : `Meanwhile ${decidedBy} decided from ${from}, ${at}: ${what}.`;
  }
  const step = stepText(view.step, language);
  return fr
    ? `Cette demande a changé entre-temps : ${step}.`
    : `This request has changed meanwhile: ${step}.`;
}
