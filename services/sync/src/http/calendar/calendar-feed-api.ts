import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import type { CalendarFeedView } from '#core/contract/calendar-feed-view.ts';
import {
  type FeedDates,
  type FeedOwner,
  makeFeed,
  readFeed,
  removeFeed,
} from '../../store/calendar-feeds.ts';
import type { Schema } from '../../store/schema.ts';
import type { Caller } from '../authenticate-surface.ts';
import { mustFollow } from '../conversions/not-followed.ts';
import { digestOf, newSecret } from '../request-form/secret.ts';

/** What the door of one's own calendar needs. */
export interface CalendarFeedApiOptions {
  db: Kysely<Schema>;
  callerOf(request: Request): Caller;
  /** Where the calendar behind a secret is. */
  calendarUrlOf(secret: string): string;
}

/** `/api/calendar-feed`: whether the caller has a calendar, makes its link anew, removes it. */
export function calendarFeedApi({ db, callerOf, calendarUrlOf }: CalendarFeedApiOptions): Router {
  const router = express.Router();
  router.get('/', async (request, response) => {
    response.json(viewOf(await readFeed(db, ownerOf(callerOf(request)))));
  });
  router.post('/', async (request, response) => {
    const caller = callerOf(request);
    mustFollow(caller);
    const secret = newSecret();
    const made = await makeFeed(db, ownerOf(caller), digestOf(secret));
    response.set('cache-control', 'no-store').json({ ...viewOf(made), url: calendarUrlOf(secret) });
  });
  router.delete('/', async (request, response) => {
    await removeFeed(db, ownerOf(callerOf(request)));
    response.json(viewOf(undefined));
  });
  return router;
}

function ownerOf({ company, staff }: Caller): FeedOwner {
  return { company: company.id, staffId: staff.id };
}

function viewOf(dates: FeedDates | undefined): CalendarFeedView {
  if (!dates) return { isOn: false, madeAt: null, readAt: null };
  const { madeAt, readAt } = dates;
  return { isOn: true, madeAt: madeAt.toISOString(), readAt: readAt?.toISOString() ?? null };
}
