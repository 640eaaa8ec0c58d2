import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import * as z from 'zod';
import type { Seal } from '../../sealed.ts';
import { readCookie } from '../cookies.ts';

/** Who is signed in to the console. */
export interface OperatorSessions {
  /** Begins a session for whoever knows the token. @returns whether they do */
  begin(response: Response, token: string, name: string): boolean;
  /** The name they gave; undefined when nobody is signed in. */
  read(request: Request): string | undefined;
  end(response: Response): void;
}

const cookieName = 'passerelle_operator';
const purpose = 'session of an operator';
const hours = 12;
const Session = z.object({ name: z.string(), token: z.string(), until: z.number() });

/**
 * Sessions are sealed cookies that only the console is sent, from its own pages alone. They hold for the token they were
 * begun with: another CONSOLE_TOKEN ends them all.
 *
 * @param secure whether the console is reached by HTTPS
 */
export function createOperatorSessions(consoleToken: string, seal: Seal, secure: boolean): OperatorSessions {
  const known = digest(consoleToken);
  const place = { httpOnly: true, secure, sameSite: 'strict', path: '/console' } as const;
  return {
    begin(response, token, name) {
      if (!timingSafeEqual(digest(token), known)) return false;
      const session = { name, token: known.toString('base64'), until: Date.now() + hours * 3_600_000 };
      const sealed = seal.seal(JSON.stringify(session), purpose);
      response.cookie(cookieName, sealed, { ...place, maxAge: hours * 3_600_000 });
      return true;
    },
    read(request) {
      const cookie = readCookie(request, cookieName);
      if (cookie === undefined) return undefined;
      try {
        const { name, token, until } = Session.parse(JSON.parse(seal.open(cookie, purpose)));
        return until > Date.now() && token === known.toString('base64') ? name : undefined;
      } catch {
        return undefined;
      }
    },
    end: (response) => void response.clearCookie(cookieName, place),
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
