import type { ErrorRequestHandler, Request, Response } from 'express';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Language } from '#core/model/localized.ts';
import type { Log } from '../log.ts';

type Words = Record<Language, string>;

/** A refusal of a door: what it was about, and what the reader can do. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly title: Words;
  readonly advice: Words;
  /** Further members of the document (RFC 9457 section 3.2). */
  readonly members: object;

  constructor(status: number, title: Words, advice: Words, members: object = {}) {
    super(title.en);
    this.name = 'HttpProblem';
    this.status = status;
    this.title = title;
    this.advice = advice;
    this.members = members;
  }
}

const statusWords: Record<number, { title: Words; advice: Words }> = {
  400: {
    title: { fr: 'Demande mal formée', en: 'Malformed request' },
    advice: { fr: 'Le corps doit être du JSON valide.', en: 'The body has to be valid JSON.' },
  },
  413: {
    title: { fr: 'Envoi trop volumineux', en: 'Too large' },
    advice: { fr: 'Envoyez moins de données à la fois.', en: 'Send less data at a time.' },
  },
  415: {
    title: { fr: 'Format non pris en charge', en: 'Unsupported format' },
    advice: { fr: 'Envoyez du JSON en UTF-8.', en: 'Send JSON in UTF-8.' },
  },
};

const internal = {
  title: { fr: 'Passerelle n’a pas pu répondre', en: 'Passerelle could not answer' },
  advice: {
    fr: 'Réessayez dans un instant. Si cela dure, donnez la référence ci-dessous à votre administrateur.',
    en: 'Try again in a moment. If it lasts, give the reference below to your administrator.',
  },
};

/** 404 for every path and thing that is not there. */
export function notFound(): HttpProblem {
  return new HttpProblem(
    404,
    { fr: 'Introuvable', en: 'Not found' },
    {
      fr: 'Cette page ou cette demande n’existe pas (ou plus).',
      en: 'This page or request does not exist (any more).',
    },
  );
}

/** 400 for a body or query that does not say what it should; `paths` name the wrong places. */
export function malformed(paths: readonly string[]): HttpProblem {
  const list = paths.join(', ') || 'body';
  return new HttpProblem(
    400,
    { fr: 'Demande mal formée', en: 'Malformed request' },
    { fr: `À corriger : ${list}.`, en: `To be corrected: ${list}.` },
  );
}

/** The language a caller reads: the browser's, which follows the host's. */
export function languageOf(request: Request, fallback: Language = 'fr'): Language {
  if (request.headers['accept-language'] === undefined) return fallback;
  const best = request.acceptsLanguages('fr', 'en');
  return best === 'fr' || best === 'en' ? best : fallback;
}

/** Turns whatever a door threw into a problem document (RFC 9457): never a stack, never a secret. */
export function answerProblems(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = problemOf(error);
    if (problem.status >= 500) log.error({ error, path: placeOf(request) }, 'a door failed');
    sendProblem(request, response, problem);
  };
}

/** Where it was, without the secrets of links: ids have 36 characters at most, and hyphens. */
function placeOf({ baseUrl, path }: Request): string {
  const isSecret = (part: string) => part.length > 36 || /^[\w-]{16,}(\.\w+)?$/.test(part.replace(uuid, ''));
  return `${baseUrl}${path}`
    .split('/')
    .map((part) => (isSecret(part) ? '…' : part))
    .join('/');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Sends a problem document in the reader's language. */
export function sendProblem(request: Request, response: Response, problem: HttpProblem): void {
  const language = languageOf(request);
  const document: ProblemDocument = {
    type: 'about:blank',
    title: problem.title[language],
    status: problem.status,
    detail: problem.advice[language],
    instance: `urn:request:${response.getHeader('x-request-id') ?? 'unknown'}`,
  };
  response
    .status(problem.status)
    .type('application/problem+json')
    .json({ ...document, ...problem.members });
}

function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const status = (error as { status?: unknown } | null)?.status;
  const known = typeof status === 'number' ? statusWords[status] : undefined;
  if (known && typeof status === 'number') return new HttpProblem(status, known.title, known.advice);
  const isCallersFault = typeof status === 'number' && status >= 400 && status < 500;
  return isCallersFault ? malformed(['request']) : new HttpProblem(503, internal.title, internal.advice);
}
