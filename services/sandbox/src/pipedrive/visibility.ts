import { type RequestHandler, Router } from 'express';
import { callerOf } from './authentication.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { byId } from './lookup.ts';
import type { PipedriveMemory, User } from './records.ts';
import { notFound } from './refusal.ts';
import { pathId } from './strict-input.ts';

type Owned = { owner_id: number; visible_to: number };

/** `visible_to` of a record that its owner alone may see; the other levels are the whole company here. */
const ownerOnly = 1;

/** May this user see the record? Admins see everything; followers and groups are not simulated. */
export function maySee(user: User | undefined, record: Owned): boolean {
  if (!user?.active) return false;
  return record.visible_to !== ownerOnly || user.admin || user.id === record.owner_id;
}

/** The users who may see a record, by id: `permitted_user_ids` of webhooks and `/permittedUsers`. */
export function permittedUserIds(memory: PipedriveMemory, record: Owned): number[] {
  return memory.users.filter((user) => maySee(user, record)).map((user) => user.id);
}

/** Those of the records that a user may see. */
export function visibleTo<T extends Owned>(
  memory: PipedriveMemory,
  userId: number,
  records: readonly T[],
): T[] {
  const user = byId(memory.users, userId);
  return records.filter((record) => maySee(user, record));
}

const kinds = ['deals', 'persons', 'organizations'] as const;

/** What a user may not see is not there for them: 404 on everything below the record (pipedrive.md 2.3). */
export function hideInvisible({ memory }: PipedriveContext): Router {
  const router = Router();
  for (const kind of kinds) {
    const hide: RequestHandler<{ id: string }> = (request, response, next) => {
      const record = byId<Owned & { id: number }>(memory[kind], Number(request.params.id));
      if (record && !maySee(byId(memory.users, callerOf(response).userId), record)) throw notFound();
      next();
    };
    router.use(`/${kind}/:id`, hide);
  }
  return router;
}

/** `/permittedUsers` of v1: the ids of the users who may see a record. */
export function permittedUserRoutes({ memory }: PipedriveContext, charge: Charge): Router {
  const router = Router();
  for (const kind of kinds) {
    router.get(`/${kind}/:id/permittedUsers`, charge(10), (request, response) => {
      const record = byId<Owned & { id: number }>(memory[kind], pathId(request.params));
      if (!record) throw notFound();
      response.json({ success: true, data: permittedUserIds(memory, record) });
    });
  }
  return router;
}
