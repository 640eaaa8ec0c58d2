import type { Request, Response } from 'express';
import type { HelpscoutContext } from '../helpscout-context.ts';
import { conversationOf, survivorOf } from '../lookup.ts';
import type { Agent, Conversation } from '../records.ts';
import { link } from '../views/links.ts';
import { HelpscoutError } from './helpscout-error.ts';
import { idIn } from './input.ts';

/** One call that was let in; `agent` is the user behind the token. */
export type ApiCall = { context: HelpscoutContext; req: Request; res: Response; agent: Agent };

export type Endpoint = (call: ApiCall) => void;

/**
 * The conversation in the path. A merged one answers 301 with the address of the one it lives on in, under `rest`.
 * @returns undefined when the call is answered already
 * @throws HelpscoutError 404
 */
export function conversationIn({ context, req, res }: ApiCall, rest = ''): Conversation | undefined {
  const id = idIn(req.params.id);
  const found = conversationOf(context, id);
  if (found) return found;
  const survivor = survivorOf(context, id);
  if (survivor === undefined || req.method !== 'GET') throw HelpscoutError.notFound();
  res
    .status(301)
    .set('Location', link(context, `/conversations/${survivor}${rest}`).href)
    .end();
  return undefined;
}

/** The same for writes: a merged conversation is no longer there. @throws HelpscoutError 404 */
export function conversationToChange({ context, req }: ApiCall): Conversation {
  const found = conversationOf(context, idIn(req.params.id));
  if (!found) throw HelpscoutError.notFound();
  return found;
}
