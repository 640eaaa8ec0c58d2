import type { FollowUpView, UseCaseView } from '#core/contract/conversion-view.ts';
import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, numberWords, plural } from '../../language.ts';

type StepState = FollowUpView['steps'][number]['state'];

const fr = {
  promises: 'Promesses',
  noPromise: 'Aucune promesse en cours.',
  distance: (workingDays: number) =>
    workingDays === 0
      ? 'aujourd’hui'
      : workingDays < 0
        ? `en retard de ${frenchDays(-workingDays)}`
        : `dans ${frenchDays(workingDays)}`,
  announced: 'annoncée au client',
  reminded: (age: string) => `Rappelée ${age}`,
  escalated: (age: string) => `Signalée à un second collègue ${age}`,
  keep: 'Tenue',
  keepOf: (what: string) => `Tenue : ${what}`,
  move: 'Déplacer…',
  moveOf: (what: string) => `Déplacer : ${what}`,
  drop: 'Abandonner…',
  dropOf: (what: string) => `Abandonner : ${what}`,
  ended: (count: number) =>
    `${numberWords('fr', count)} ${plural('fr', count, { one: 'promesse close', other: 'promesses closes' })}`,
  endedAs: { kept: 'Tenue', moot: 'Sans objet' },
  endedBecause: (how: string, because: string) => `${how} : ${because}`,

  useCases: 'Cas d’usage',
  liveOfAll: (live: number, all: number) => `${live} sur ${all} en production`,
  noUseCase: 'Aucun cas d’usage recensé.',
  useCaseState: {
    found: 'Repéré',
    validated: 'Validé',
    built: 'Construit',
    tested: 'Testé',
    live: 'En production',
  } satisfies Record<UseCaseView['state'], string>,
  stateOf: (title: string) => `État : ${title}`,
  blocker: (what: string) => `Obstacle : ${what}`,
  addBlocker: 'Noter un obstacle…',
  addBlockerTo: (title: string) => `Noter un obstacle : ${title}`,
  liftBlocker: 'Obstacle levé',
  liftBlockerOf: (title: string) => `Obstacle levé : ${title}`,

  followUp: 'Relance',
  version: (version: number, day: string) => `version ${version} du ${day}`,
  olderVersion: (words: string) => `${words} ; une version plus récente existe`,
  enrolledBy: (by: string, day: string) => `Commencée par ${by}, ${day}`,
  enrolledAlone: (day: string) => `Commencée par la règle, ${day}`,
  stepOf: {
    mail: (text: string) => `Mail : ${text}`,
    task: (text: string) => `Tâche : ${text}`,
  },
  stepState: {
    done: 'fait',
    next: 'prochain',
    later: 'à venir',
    'kept-back': 'retenu',
    'left-out': 'non fait',
  } satisfies Record<StepState, string>,
  finished: 'Terminée',
  stopped: (because: string | null) => (because === null ? 'Arrêtée' : `Arrêtée : ${because}`),
  formerFollowUps: (count: number) =>
    `${numberWords('fr', count)} ${plural('fr', count, { one: 'relance passée', other: 'relances passées' })}`,
  noFollowUp: 'Aucune relance en cours.',
};

type Texts = typeof fr;

const en: Texts = {
  promises: 'Promises',
  noPromise: 'No promise is open.',
  distance: (workingDays) =>
    workingDays === 0
      ? 'today'
      : workingDays < 0
        ? `${englishDays(-workingDays)} late`
        : `in ${englishDays(workingDays)}`,
  announced: 'told to the client',
  reminded: (age) => `Reminded ${age}`,
  escalated: (age) => `Told to a second colleague ${age}`,
  keep: 'Kept',
  keepOf: (what) => `Kept: ${what}`,
  move: 'Move…',
  moveOf: (what) => `Move: ${what}`,
  drop: 'Drop…',
  dropOf: (what) => `Drop: ${what}`,
  ended: (count) =>
    `${numberWords('en', count)} ${plural('en', count, { one: 'closed promise', other: 'closed promises' })}`,
  endedAs: { kept: 'Kept', moot: 'Moot' },
  endedBecause: (how, because) => `${how}: ${because}`,

  useCases: 'Use cases',
  liveOfAll: (live, all) => `${live} of ${all} live`,
  noUseCase: 'No use case is known.',
  useCaseState: {
    found: 'Found',
    validated: 'Validated',
    built: 'Built',
    tested: 'Tested',
    live: 'Live',
  },
  stateOf: (title) => `State of ${title}`,
  blocker: (what) => `Blocker: ${what}`,
  addBlocker: 'Note a blocker…',
  addBlockerTo: (title) => `Note a blocker of ${title}`,
  liftBlocker: 'Blocker lifted',
  liftBlockerOf: (title) => `Blocker lifted: ${title}`,

  followUp: 'Follow-up',
  version: (version, day) => `version ${version} of ${day}`,
  olderVersion: (words) => `${words}; a newer version exists`,
  enrolledBy: (by, day) => `Begun by ${by}, ${day}`,
  enrolledAlone: (day) => `Begun by the rule, ${day}`,
  stepOf: { mail: (text) => `Mail: ${text}`, task: (text) => `Task: ${text}` },
  stepState: {
    done: 'done',
    next: 'next',
    later: 'to come',
    'kept-back': 'kept back',
    'left-out': 'left out',
  },
  finished: 'Finished',
  stopped: (because) => (because === null ? 'Stopped' : `Stopped: ${because}`),
  formerFollowUps: (count) =>
    `${numberWords('en', count)} ${plural('en', count, { one: 'former follow-up', other: 'former follow-ups' })}`,
  noFollowUp: 'No follow-up is running.',
};

function frenchDays(count: number): string {
  return `${numberWords('fr', count)} ${plural('fr', count, { one: 'jour ouvré', other: 'jours ouvrés' })}`;
}

function englishDays(count: number): string {
  return `${numberWords('en', count)} ${plural('en', count, { one: 'working day', other: 'working days' })}`;
}

export type PartTexts = Texts;

/** The words of promises, use cases and follow-ups. */
export const partTexts: Record<Language, Texts> = { fr: withFrenchSpaces(fr), en };
