import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import * as z from 'zod';
import { OutsideError } from '../connectors/errors.ts';
import type { Seal } from '../sealed.ts';
import { readCookie } from './cookies.ts';
import { HttpProblem } from './problems.ts';

/** What is kept while somebody is at a vendor's consent page. */
export interface OauthState<Kept> {
  /** Keeps it in the browser. @returns the word the vendor gives back */
  begin(response: Response, kept: Kept): string;
  /** What this browser kept, once; undefined when it began more than ten minutes ago, elsewhere, or not at all. */
  end(request: Request, response: Response): Kept | undefined;
}

export interface OauthStateOptions<Schema extends z.ZodType> {
  seal: Seal;
  /** What the seal is for, so that no other sealed text fits. */
  purpose: string;
  cookie: string;
  /** The path of the doors that set and read it. */
  path: string;
  /** Whether our pages are reached by HTTPS. */
  secure: boolean;
  schema: Schema;
}

const minutes = 10;
const Sealed = z.object({ nonce: z.string(), at: z.number(), kept: z.unknown() });

/** Keeps the state in a sealed cookie of the browser that began: a link somebody else sent ends nowhere. */
export function oauthState<Schema extends z.ZodType>({
  seal,
  purpose,
  cookie,
  path,
  secure,
  schema,
}: OauthStateOptions<Schema>): OauthState<z.output<Schema>> {
  const place = { httpOnly: true, secure, sameSite: 'lax', path } as const;
  return {
    begin: (response, kept) => {
      const nonce = randomBytes(24).toString('base64url');
      const text = seal.seal(JSON.stringify({ nonce, at: Date.now(), kept }), purpose);
      response.cookie(cookie, text, { ...place, maxAge: minutes * 60_000 });
      return nonce;
    },
    end: (request, response) => {
      const text = readCookie(request, cookie);
      response.clearCookie(cookie, place);
      if (text === undefined) return undefined;
      try {
        const { nonce, at, kept } = Sealed.parse(JSON.parse(seal.open(text, purpose)));
        const isOurs = request.query.state === nonce && Date.now() - at < minutes * 60_000;
        return isOurs ? schema.parse(kept) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** What a vendor answers during an installation, its failures as problems of the door. @throws HttpProblem 503 or 400 */
export async function orProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const { title, detail } = error.problem;
    throw new HttpProblem(error.failure.word === 'retry-later' ? 503 : 400, title, detail);
  }
}
