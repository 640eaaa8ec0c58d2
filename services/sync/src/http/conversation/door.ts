import type { RequestHandler } from 'express';
import { type Caller, callerOf } from '../authenticate-surface.ts';
import { HttpProblem } from '../problems.ts';

/** What somebody beside a conversation needs, and no more: no list, no setting, no other conversation. */
const opened = [
  /^\/requests\/[^/]+$/,
  /^\/commands(\/preview)?$/,
  /^\/(previews|choices)$/,
  /^\/conversations\/[^/]+$/,
];

/** Keeps a token that was made beside one conversation to what its sidebar needs. */
export function onlyOwnConversation(): RequestHandler {
  return (request, _response, next) => {
    const { conversationId } = callerOf(request);
    const path = request.path.replace(/\/$/, '');
    if (conversationId !== undefined && !opened.some((door) => door.test(path))) throw notFromHere();
    next();
  };
}

/**
 * A conversation is read and written beside it alone: that Help Scout showed it to somebody is all that says they may
 * see it. Who comes from Pipedrive may have no right there.
 *
 * @throws HttpProblem 403 anywhere else
 */
export function mustBeBeside(caller: Pick<Caller, 'conversationId'>, conversationId: number): void {
  if (caller.conversationId === undefined) throw notFromPipedrive();
  if (caller.conversationId !== conversationId) throw notFromHere();
}

function notFromPipedrive(): HttpProblem {
  return new HttpProblem(
    403,
    { fr: 'Pas hors de Help Scout', en: 'Not outside Help Scout' },
    {
      fr: 'Une conversation se lit et se traite dans Help Scout, qui dit qui peut la voir : ouvrez-la là.',
      en: 'A conversation is read and handled in Help Scout, which says who may see it: open it there.',
    },
  );
}

/** 403 for what a token that was made beside one conversation is not good for. */
export function notFromHere(): HttpProblem {
  return new HttpProblem(
    403,
    { fr: 'Pas depuis cette conversation', en: 'Not from this conversation' },
    {
      fr: 'Cette session vaut pour une seule conversation : ouvrez l’autre dans Help Scout, ou la page dans Pipedrive.',
      en: 'This session is for one conversation: open the other one in Help Scout, or the page in Pipedrive.',
    },
  );
}
