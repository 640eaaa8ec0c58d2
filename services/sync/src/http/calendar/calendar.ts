import { createHash } from 'node:crypto';
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import type { Log } from '../../log.ts';
import { type FeedOwner, noteFeedRead, ownerOfFeed } from '../../store/calendar-feeds.ts';
import { takeSending } from '../../store/request-form-limits.ts';
import type { Schema } from '../../store/schema.ts';
import { languageOf } from '../problems.ts';
import { digestOf } from '../request-form/secret.ts';
import { networkOf } from '../request-form/sender.ts';
import { readCalendar } from './read-calendar.ts';
import { calendarTexts } from './texts.ts';

/** What the public door of calendars needs. */
export interface CalendarDoor {
  db: Kysely<Schema>;
  /** Undefined: not served here, or not any more. */
  companyOf(companyId: string): Company | undefined;
  dealUrlOf(companyId: string, dealId: number | null): string | null;
  now(): Date;
  log: Log;
}

/** Programs ask every few minutes at most; several devices share one link. */
const readsPerHour = { countMax: 240, perSeconds: 3600 };
/** Of one network: whoever was sent away still asks with the old link for a while. */
const wrongPerHour = { countMax: 120, perSeconds: 3600 };
const retryAfterSeconds = 300;

/**
 * `/calendar/{secret}.ics`, to be mounted at `/calendar`. Calendar programs sign in nowhere: the secret alone tells whose
 * promises are shown. It is looked for by its digest, which takes as long for a wrong one as for a right one. Secrets are
 * in addresses, so nothing here is logged with its path.
 */
export function calendarDoor(door: CalendarDoor): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    next();
  });
  router.get('/:file', (request, response) => showCalendar(door, request, response));
  router.use((request, response) => sendWords(request, response, 404, 'unknown'));
  router.use(answerFailures(door.log));
  return router;
}

async function showCalendar(door: CalendarDoor, request: Request, response: Response): Promise<void> {
  const { db } = door;
  const digest = digestOf(String(request.params.file).replace(/\.ics$/, ''));
  const owner = await ownerOfFeed(db, digest);
  const waitSeconds = owner
    ? await takeSending(db, `calendar:${digest}`, readsPerHour)
    : await takeSending(db, `calendar-wrong:${digestOf(networkOf(request.ip ?? ''))}`, wrongPerHour);
  if (waitSeconds > 0) return sendLater(request, response, 429, waitSeconds);
  const company = owner && door.companyOf(owner.company);
  if (!owner || !company?.settings.conversion.enabled) return sendWords(request, response, 404, 'unknown');
  // Before the team was read nobody is known to have left.
  if (company.staff.length === 0) return sendLater(request, response, 503, retryAfterSeconds);
  if (!isActive(company, owner)) return sendWords(request, response, 404, 'unknown');
  const file = await readCalendar(door, company, owner);
  await noteFeedRead(db, digest);
  sendCalendar(response, file);
}

function isActive({ staff }: Company, { staffId }: FeedOwner): boolean {
  return staff.some(({ id, active }) => id === staffId && active);
}

/** Kept by the reader's own program alone, and asked about each time: a link that was removed is dead at once. */
function sendCalendar(response: Response, file: string): void {
  response
    .set({
      'cache-control': 'private, no-cache',
      'content-disposition': 'inline; filename="passerelle.ics"',
      etag: `"${createHash('sha256').update(file).digest('base64url')}"`,
    })
    .type('text/calendar; charset=utf-8')
    .send(file);
}

function sendLater(request: Request, response: Response, status: 429 | 503, seconds: number): void {
  response.set('retry-after', String(seconds));
  sendWords(request, response, status, 'later');
}

function sendWords(
  request: Request,
  response: Response,
  status: number,
  key: keyof (typeof calendarTexts)['fr'],
): void {
  response.status(status).type('text/plain').send(calendarTexts[languageOf(request)][key]);
}

/** Whoever asks is a program; the log gets no address, because it bears a secret. */
function answerFailures(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = (error as { status?: unknown } | null)?.status;
    if (status === 400) return sendWords(request, response, 404, 'unknown');
    log.error({ error }, 'a calendar could not be shown');
    sendLater(request, response, 503, retryAfterSeconds);
  };
}
