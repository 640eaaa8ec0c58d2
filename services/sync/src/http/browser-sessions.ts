import type { Request, Response } from 'express';
import * as z from 'zod';
import type { Seal } from '../sealed.ts';
import { readCookie } from './cookies.ts';
import type { Bearer } from './sessions.ts';

/**
 * Who is signed in to our own pages outside Pipedrive. Inside, third-party cookies are unreliable and the host's token
 * takes their place (pipedrive.md 4.4).
 */
export interface BrowserSessions {
  begin(response: Response, bearer: Bearer): Promise<void>;
  read(request: Request): Bearer | undefined;
  end(response: Response): void;
}

const name = 'passerelle_session';
const purpose = 'session of a browser';
const hours = 12;
/** Where somebody is asked who they are: nowhere else does the browser send it. */
const paths = ['/oauth/slack', '/api/sessions'];
const Session = z.object({ company: z.string(), staff: z.int(), until: z.number() });

/** @param secure whether our pages are reached by HTTPS */
export function createBrowserSessions(seal: Seal, secure: boolean): BrowserSessions {
  const places = paths.map((path) => ({ httpOnly: true, secure, sameSite: 'lax', path }) as const);
  return {
    begin: async (response, { companyId, staffId }) => {
      const session = { company: companyId, staff: staffId, until: Date.now() + hours * 3_600_000 };
      const sealed = seal.seal(JSON.stringify(session), purpose);
      for (const place of places) response.cookie(name, sealed, { ...place, maxAge: hours * 3_600_000 });
    },
    read: (request) => {
      const cookie = readCookie(request, name);
      if (cookie === undefined) return undefined;
      try {
        const { company, staff, until } = Session.parse(JSON.parse(seal.open(cookie, purpose)));
        return until > Date.now() ? { companyId: company, staffId: staff } : undefined;
      } catch {
        return undefined;
      }
    },
    end: (response) => {
      for (const place of places) response.clearCookie(name, place);
    },
  };
}
