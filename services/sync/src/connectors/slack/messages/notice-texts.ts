import type { Language } from '#core/model/localized.ts';
import { numberWords, plural } from './dates.ts';
import { withFrenchSpaces } from './french-spaces.ts';
import type { SectionKey } from './sections.ts';

const fr = {
  section: {
    pending: 'À décider',
    'awaiting-evidence': 'Justificatif attendu',
    failed: 'En échec',
    'promised-today': 'Réponse promise aujourd’hui',
    late: 'En retard',
  } satisfies Record<SectionKey, string>,
  empty: {
    pending: 'Aucune demande en attente. Les nouvelles demandes apparaîtront ici toutes seules.',
    'awaiting-evidence': 'Aucun justificatif attendu. Demandez-en un depuis une demande à décider.',
    failed: 'Rien n’est en échec. Ce qui ne passe pas apparaîtra ici avec la façon de le réparer.',
    'promised-today': 'Aucune réponse n’est promise pour aujourd’hui.',
    late: 'Aucune demande n’est en retard.',
  } satisfies Record<SectionKey, string>,
  requests: (count: number) =>
    `${numberWords('fr', count)} ${plural('fr', count, { one: 'demande', other: 'demandes' })}`,
  moreRequests: (count: number) =>
    `… et ${numberWords('fr', count)} ${plural('fr', count, { one: 'autre demande', other: 'autres demandes' })} dans Pipedrive.`,
  received: (at: string) => `reçue ${at}`,
  promised: (at: string) => `réponse promise pour le ${at}`,
  late: (at: string) => `🔴 en retard, promise pour le ${at}`,

  homeTitle: 'Demandes de compte',
  show: 'Afficher',
  newRequest: 'Nouvelle demande',
  delegate: 'Déléguer mes décisions',
  delegationEnd: 'Reprendre mes décisions',
  away: (who: string, from: string, until: string) => `🌴 ${who} décide pour vous du ${from} au ${until}.`,
  whyNot: 'Vous pouvez lire ces demandes sans les décider.',
  page: (page: number, pages: number) => `Page ${page} sur ${pages}`,
  previous: '← Page précédente',
  next: 'Page suivante →',

  digestTitle: 'Demandes de compte : le point du jour',
  digestNothing: 'Aucune demande en attente. Les nouvelles demandes arrivent dans ce canal.',
  oldest: 'Les plus anciennes',
  reminder: (days: number) =>
    days < 1
      ? '⏰ Cette demande attend encore une décision.'
      : `⏰ Cette demande attend une décision depuis ${days} ${plural('fr', days, { one: 'jour ouvré', other: 'jours ouvrés' })}.`,
  reminderHint: 'Décidez avec les boutons du premier message.',
  escalation: (days: number) =>
    `🚨 Personne n’a décidé cette demande depuis ${days} ${plural('fr', days, { one: 'jour ouvré', other: 'jours ouvrés' })}.`,
  escalationHint: 'Vous pouvez décider à leur place, ou demander à un décideur de le faire.',

  waiting: (count: string) => `En attente : ${count}`,
  found: (query: string, count: string) => `${count} pour « ${query} »`,
  notFound: (query: string) => `Aucune demande ne correspond à « ${query} ».`,
  notFoundHint: 'Vérifiez l’orthographe, ou cherchez par adresse e-mail ou par organisation.',
  lookupHint:
    'Écrivez `/demandes` suivi d’une adresse e-mail ou d’une organisation, ou `/demandes nouvelle` pour en saisir une.',
};

const en: typeof fr = {
  section: {
    pending: 'To decide',
    'awaiting-evidence': 'Awaiting evidence',
    failed: 'Failed',
    'promised-today': 'Answer promised today',
    late: 'Late',
  },
  empty: {
    pending: 'No request is waiting. New requests appear here by themselves.',
    'awaiting-evidence': 'No evidence is expected. Ask for it from a request to decide.',
    failed: 'Nothing has failed. What does not go through appears here with the way to mend it.',
    'promised-today': 'No answer is promised for today.',
    late: 'No request is late.',
  },
  requests: (count) =>
    `${numberWords('en', count)} ${plural('en', count, { one: 'request', other: 'requests' })}`,
  moreRequests: (count) =>
    `… and ${numberWords('en', count)} more ${plural('en', count, { one: 'request', other: 'requests' })} in Pipedrive.`,
  received: (at) => `received ${at}`,
  promised: (at) => `answer promised for ${at}`,
  late: (at) => `🔴 late, promised for ${at}`,

  homeTitle: 'Account requests',
  show: 'Show',
  newRequest: 'New request',
  delegate: 'Delegate my decisions',
  delegationEnd: 'Take my decisions back',
  away: (who, from, until) => `🌴 ${who} decides for you from ${from} to ${until}.`,
  whyNot: 'You can read these requests, not decide them.',
  page: (page, pages) => `Page ${page} of ${pages}`,
  previous: '← Previous page',
  next: 'Next page →',

  digestTitle: 'Account requests: today’s summary',
  digestNothing: 'No request is waiting. New requests arrive in this channel.',
  oldest: 'The oldest',
  reminder: (days) =>
    days < 1
      ? '⏰ This request still waits for a decision.'
      : `⏰ This request has waited for a decision for ${days} ${plural('en', days, { one: 'working day', other: 'working days' })}.`,
  reminderHint: 'Decide with the buttons of the first message.',
  escalation: (days) =>
    `🚨 Nobody has decided this request for ${days} ${plural('en', days, { one: 'working day', other: 'working days' })}.`,
  escalationHint: 'You can decide in their place, or ask a decider to do so.',

  waiting: (count) => `Waiting: ${count}`,
  found: (query, count) => `${count} for “${query}”`,
  notFound: (query) => `No request matches “${query}”.`,
  notFoundHint: 'Check the spelling, or search by e-mail address or organization.',
  lookupHint:
    'Write `/demandes` and an e-mail address or an organization, or `/demandes new` to enter a request.',
};

/** The words of the Home, the digest, reminders and the slash command's answers. */
export const noticeTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
