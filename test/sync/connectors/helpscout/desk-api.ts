import nock from 'nock';
import { OutsideError } from '#sync/connectors/errors.ts';
import { createHelpscout, type HelpscoutOptions } from '#sync/connectors/helpscout/client.ts';
import type { KeptToken, TokenKeep, TokenSource } from '#sync/connectors/helpscout/oauth.ts';

export const origin = 'https://desk.example.org';
export const apiUrl = `${origin}/v2`;
export const token = 'very-secret-token';

/** Always the same token, whatever becomes of it. */
export function steadyToken(given = token): TokenSource {
  return { current: async () => given, refusedAnew: () => undefined };
}

/** An account of its own for each test: the limit is counted in it. */
export function desk(options: Partial<HelpscoutOptions> = {}) {
  return createHelpscout({ apiUrl, token: steadyToken(), ...options });
}

/** A call that is expected, with what came. */
export interface Came {
  query: Record<string, string>;
  body: unknown;
  authorization: string | undefined;
}

interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Expects calls of a path, answers them in turn, and keeps what came. */
export function answers(method: 'get' | 'post' | 'put' | 'patch', path: string, ...turns: Answer[]): Came[] {
  const came: Came[] = [];
  for (const { status = 200, body = '', headers = {} } of turns) {
    nock(origin)
      .intercept(path, method.toUpperCase())
      .query(true)
      .reply(function (uri, sent) {
        const query = Object.fromEntries(new URL(uri, origin).searchParams);
        came.push({ query, body: sent, authorization: this.req.headers.authorization });
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        const type = typeof body === 'string' ? 'text/html' : 'application/hal+json';
        return [status, text, { 'content-type': type, ...headers }];
      });
  }
  return came;
}

/** The OutsideError that `work` ends with. */
export async function failureOf(work: Promise<unknown>): Promise<OutsideError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof OutsideError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

/** A store in memory that lets one in at a time, as the real one does over all nodes. */
export function memoryKeep(first: KeptToken | null = null): TokenKeep & { kept: KeptToken | null } {
  let queue: Promise<unknown> = Promise.resolve();
  const keep = {
    kept: first,
    read: async () => keep.kept,
    exclusively: <T>(work: Parameters<TokenKeep['exclusively']>[0]): Promise<T> => {
      const write = async (kept: string, expiresAt: Date) => {
        keep.kept = { token: kept, expiresAt };
      };
      const next = queue.then(() => work({ read: keep.read, write }));
      queue = next.catch(() => undefined);
      return next as Promise<T>;
    },
  };
  return keep;
}

/** A conversation as Help Scout writes it. */
export const conversation = {
  id: 101,
  number: 7,
  threads: 2,
  type: 'email',
  folderId: 3,
  status: 'active',
  state: 'published',
  subject: 'Un compte <b>admin</b> ?',
  mailboxId: 11,
  assignee: { id: 21, type: 'user', first: 'Agent', last: 'Vente', email: 'Vente@example.org' },
  createdAt: '2026-10-01T08:00:00Z',
  userUpdatedAt: '2026-10-01T09:00:00Z',
  tags: [{ id: 1, color: 'none', tag: 'compte' }],
  primaryCustomer: { id: 55, type: 'customer', first: 'Camille', last: 'X', email: 'Camille@Example.org' },
  _links: { web: { href: 'https://secure.helpscout.net/conversation/101/7/' } },
};

/** One page of a HAL list. */
export function page(name: string, rows: object[], more: { next?: boolean; totalPages?: number } = {}) {
  return {
    ...(rows.length === 0 ? {} : { _embedded: { [name]: rows } }),
    _links: { self: { href: 'x' }, ...(more.next ? { next: { href: 'y' } } : {}) },
    ...(more.totalPages === undefined
      ? {}
      : { page: { size: 25, totalElements: 30, totalPages: more.totalPages, number: 1 } }),
  };
}
