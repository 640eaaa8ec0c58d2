import type { ProblemDocument } from '#core/contract/problem.ts';
import { withFrenchSpaces } from '../french-spaces.ts';
import type { Language } from '../language.ts';

const fr = {
  unreachable: {
    title: 'Passerelle est injoignable',
    detail: 'Rien n’est perdu. Vérifiez votre connexion : l’affichage reprend dès que le service répond.',
  },
  'too-slow': {
    title: 'Passerelle met trop de temps à répondre',
    detail: 'Réessayez : une action déjà reçue ne sera pas faite deux fois.',
  },
  'token-refused': {
    title: 'Passerelle ne vous reconnaît pas',
    detail:
      'Pipedrive n’a pas pu prouver qui vous êtes. Rechargez la page ; si cela continue, prévenez votre administrateur.',
  },
  'signed-out': {
    title: 'Vous n’êtes pas connecté',
    detail: 'Rechargez la page pour vous connecter avec Pipedrive.',
  },
  'host-silent': {
    title: 'Pipedrive ne répond pas',
    detail: 'Ouvrez cette page depuis Pipedrive, ou rechargez-la.',
  },
  forbidden: {
    title: 'Vous n’avez pas accès à ces informations',
    detail: 'Demandez l’accès à votre administrateur.',
  },
  'not-found': {
    title: 'Cette demande est introuvable',
    detail: 'Elle a peut-être été effacée. Rechargez la page.',
  },
  'too-many': {
    title: 'Trop de demandes à la fois',
    detail: 'Patientez quelques secondes : l’affichage reprend tout seul.',
  },
  broken: {
    title: 'Passerelle a rencontré une erreur',
    detail: 'Réessayez dans un instant ; si cela continue, prévenez votre administrateur.',
  },
};

const en: typeof fr = {
  unreachable: {
    title: 'Passerelle cannot be reached',
    detail: 'Nothing is lost. Check your connection: this page carries on as soon as the service answers.',
  },
  'too-slow': {
    title: 'Passerelle takes too long to answer',
    detail: 'Try again: an action that was already received is not done twice.',
  },
  'token-refused': {
    title: 'Passerelle does not recognise you',
    detail:
      'Pipedrive could not prove who you are. Reload the page; if this goes on, tell your administrator.',
  },
  'signed-out': {
    title: 'You are not signed in',
    detail: 'Reload the page to sign in with Pipedrive.',
  },
  'host-silent': {
    title: 'Pipedrive does not answer',
    detail: 'Open this page from Pipedrive, or reload it.',
  },
  forbidden: {
    title: 'You have no access to this',
    detail: 'Ask your administrator for access.',
  },
  'not-found': {
    title: 'This request cannot be found',
    detail: 'It may have been erased. Reload the page.',
  },
  'too-many': {
    title: 'Too many requests at once',
    detail: 'Wait a few seconds: this page carries on by itself.',
  },
  broken: {
    title: 'Passerelle met an error',
    detail: 'Try again in a moment; if this goes on, tell your administrator.',
  },
};

export type Failure = keyof typeof fr;

export const failureTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };

const statuses: Record<Failure, number> = {
  unreachable: 0,
  'too-slow': 0,
  'host-silent': 0,
  'token-refused': 401,
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  'too-many': 429,
  broken: 500,
};

/** A failure that the service could not put into words itself, as a problem document. */
export function failureProblem(failure: Failure, language: Language): ProblemDocument {
  return {
    type: `urn:passerelle:${failure}`,
    status: statuses[failure],
    instance: '',
    ...failureTexts[language][failure],
  };
}

/** Whether nobody is signed in to a page outside the host. */
export function isSignedOut(problem: ProblemDocument): boolean {
  return problem.type === 'urn:passerelle:signed-out';
}

/** The words for an HTTP status that came without a readable problem document. */
export function failureOfStatus(status: number): Failure {
  if (status === 401) return 'token-refused';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'too-many';
  return status === 502 || status === 503 || status === 504 ? 'unreachable' : 'broken';
}

/** Whether waiting and asking again may help: the service was away, slow or busy. */
export function isPassing(problem: ProblemDocument): boolean {
  return problem.status === 0 || problem.status === 429 || problem.status >= 500;
}

/** A problem document in an answer's body, or null if the body is something else (a proxy's page, nothing). */
export function readProblem(body: unknown): ProblemDocument | null {
  if (typeof body !== 'object' || body === null || !('title' in body) || typeof body.title !== 'string')
    return null;
  const text = (key: string) => {
    const value: unknown = Reflect.get(body, key);
    return typeof value === 'string' ? value : '';
  };
  const status = 'status' in body && typeof body.status === 'number' ? body.status : 500;
  return {
    type: text('type'),
    title: body.title,
    status,
    detail: text('detail'),
    instance: text('instance'),
  };
}
