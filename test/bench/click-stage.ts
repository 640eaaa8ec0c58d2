import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { CommandAnswer, RequestDetails, RequestPage, RequestView } from '#core/contract/request-view.ts';
import { buttonKey, sealValue, seenOf } from '#sync/approvals/button-value.ts';
import { approvalMessage } from '#sync/connectors/slack/messages/approval-message.ts';
import { homePageSize, homeView } from '#sync/connectors/slack/messages/home.ts';
import { sectionKeys } from '#sync/connectors/slack/messages/sections.ts';
import { beginPost, endPost, messagesOf } from '#sync/store/approval-messages.ts';
import { openDatabase } from '#sync/store/database.ts';
import type { Schema } from '#sync/store/schema.ts';
import { encryptionKey, type Vendors } from './bench-service.ts';
import type { Click, Screen } from './click-payloads.ts';
import { sendWebhooks, signedToken } from './drive-flows.ts';
import { callJson } from './http-client.ts';
import { companyId } from './webhook-bodies.ts';

export type ClickPlace = Screen['kind'];

/** Requests that wait for a decision, and their buttons in Slack. */
export interface ClickStage {
  /** "Accept" of each request; `isOld`: of a picture from before the request changed. */
  clicksOn(place: ClickPlace, isOld?: boolean): Click[];
  /** How many requests are decided. */
  decided(): Promise<number>;
  /** Takes every decision back, as a surface does. */
  takeBack(): Promise<void>;
  close(): Promise<void>;
}

export const benchChannel = 'C0BENCH';
export const requestCount = 1_000;
/** Numbers of persons of no other benchmark. */
const firstNumber = 900_000;
const atOnce = 24;
const patienceMs = 120_000;
const wording = { language: 'fr', timeZone: 'Europe/Paris', now: new Date() } as const;
const noChoices = { targets: [], refusalReasons: [], undoSeconds: 0, deciders: [], sources: [], owners: [] };

interface Announced {
  view: RequestView;
  ts: string;
}

/** Brings the requests in by webhooks, and makes their messages known as if Slack had taken each post at once. */
export async function setUpClicks(
  { url }: { url: string },
  vendors: Vendors,
  databaseUrl: string,
): Promise<ClickStage> {
  const { db, close } = await openDatabase({ databaseUrl, dataDir: '', log: () => undefined });
  await inLots(
    Array.from({ length: requestCount }, (_, n) => firstNumber + n),
    (n) => sendWebhooks(url, n),
  );
  await until(async () => (await countIn(db, 'pending')) === requestCount, 'requests came');
  const announced: Announced[] = [];
  const waiting = (await pendingOf(url, await authorized())).map((view, n) => ({ view, n }));
  await inLots(waiting, async ({ view, n }) => {
    announced.push({ view, ts: await announce(db, view, n) });
  });
  const home = homeOf(announced.slice(0, homePageSize).map(({ view }) => view));
  return {
    clicksOn: (place, isOld = false) =>
      announced.map(({ view, ts }) => ({
        request: view,
        value: sealed(isOld ? { ...view, step: 'awaiting-evidence' } : view),
        screen: place === 'home' ? home : messageOf(view, ts, vendors),
      })),
    decided: async () => requestCount - (await countIn(db, 'pending')),
    takeBack: async () => {
      const decided = await sql<{ id: string }>`
        select id from instances where process = 'account-request' and step = 'accepting'`.execute(db);
      const headers = await authorized();
      await inLots(decided.rows, ({ id }) => undo(url, headers, id));
    },
    close,
  };
}

/** A post that Slack took, as the service notes it. The service posts some itself meanwhile. @returns its ts */
async function announce(db: Kysely<Schema>, { id: instanceId, revision }: RequestView, n: number) {
  const key = { instanceId, company: companyId, channel: benchChannel };
  const ts = `1700000001.${String(n).padStart(6, '0')}`;
  if ((await beginPost(db, key)) === null) await endPost(db, key, { ts, shown: '', revision });
  const known = async () => (await messagesOf(db, instanceId))[0]?.ts ?? undefined;
  await until(async () => (await known()) !== undefined, 'messages were posted');
  return (await known()) ?? ts;
}

async function authorized(): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await signedToken()}` };
}

async function pendingOf(url: string, headers: Record<string, string>): Promise<RequestView[]> {
  const views: RequestView[] = [];
  let after = '';
  do {
    const path = `/api/requests?step=pending&limit=100${after}`;
    const { items, nextCursor } = await callJson<RequestPage>(`${url}${path}`, { headers });
    views.push(...items);
    after = nextCursor === null ? '' : `&cursor=${encodeURIComponent(nextCursor)}`;
  } while (after !== '');
  return views;
}

async function undo(url: string, headers: Record<string, string>, requestId: string): Promise<void> {
  const body = JSON.stringify({ commandId: randomUUID(), type: 'undo-decision', requestId });
  const { outcome, reason } = await callJson<CommandAnswer>(`${url}/api/commands`, { headers, body });
  if (outcome !== 'advanced') throw new Error(`A decision was not taken back: ${outcome}, ${reason}`);
}

function sealed(view: RequestView): string {
  return sealValue(buttonKey(encryptionKey), { requestId: view.id, seen: seenOf(view) });
}

function messageOf(view: RequestView, ts: string, vendors: Vendors): Screen {
  const request: RequestDetails = { ...view, journal: [], attachProposals: [] };
  const choices = { ...noChoices, formUrl: null };
  const seen = { request, choices, restricted: false, mention: null, promisedAt: null, dealUrl: null };
  const { blocks } = approvalMessage({ ...seen, valueOf: () => sealed(view) }, wording);
  const responseUrl = `${vendors.url}/actions/T0BENCH/${ts}/bench`;
  return { kind: 'message', channel: benchChannel, ts, blocks, responseUrl };
}

function homeOf(items: readonly RequestView[]): Screen {
  const chosen = 'pending';
  const sections = sectionKeys.map((key) => ({
    key,
    total: requestCount,
    items: key === chosen ? items : [],
  }));
  const decider = { mayDecide: true, whyNot: null, away: null, notice: null };
  const page = { chosen, page: 1, pages: requestCount / homePageSize } as const;
  const outside = { dealUrlOf: () => null, promisedAtOf: () => null };
  const { blocks } = homeView({ sections, ...page, ...decider, ...outside, valueOf: sealed }, wording);
  return { kind: 'home', blocks };
}

async function countIn(db: Kysely<Schema>, step: string): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*) as count from instances where process = 'account-request' and step = ${step}`.execute(db);
  return found.rows[0]?.count ?? 0;
}

async function inLots<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const worker = async () => {
    for (const one of waiting) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Waits until something holds. @throws Error when it does not in two minutes */
export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const untilMs = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > untilMs) throw new Error(`Not all ${what}.`);
    await sleep(100);
  }
}
