import express, { type Router } from 'express';
import * as z from 'zod';
import { inSnapshot } from '../store/snapshot.ts';
import { callerOf, readerOf } from './authenticate-surface.ts';
import { mustBeBeside } from './conversation/door.ts';
import { lookAt } from './conversation/look.ts';
import type { ConversationOptions } from './conversation/options.ts';
import { readConversationView } from './conversation/read-conversation-view.ts';
import { notFound } from './problems.ts';

const ConversationId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** `/api/conversations/{conversationId}`: what the sidebar shows, to whoever has it open beside that one. Behind the doors of the surfaces. */
export function conversationApi(options: ConversationOptions): Router {
  const router = express.Router();
  router.get('/:id', async (request, response) => {
    const caller = callerOf(request);
    const id = ConversationId.safeParse(request.params.id);
    if (!id.success) throw notFound();
    mustBeBeside(caller, id.data);
    const looked = await lookAt(options, caller, id.data);
    if (!looked) throw notFound();
    const { facts } = looked.state;
    if (facts) options.repliesWanted(caller.company.id, facts.mailboxId);
    const reader = readerOf(caller);
    response.json(
      await inSnapshot(options.db, (store) => readConversationView(store, options, looked, reader)),
    );
  });
  return router;
}
