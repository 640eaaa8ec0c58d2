import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { advanceInstance } from '#sync/engine/advance.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { aCompany, acceptance, undoing } from '../kit/account-request-samples.ts';
import { type BenchService, startBenchService, type Vendors } from './bench-service.ts';
import type { BenchStore } from './bench-store.ts';
import { sendWebhooks, serviceFlows, signedToken } from './drive-flows.ts';
import { atLeast, type Figure, median, medianRatio, percentile, told, under } from './figure.ts';
import { endGrowth, growStore, requestIdOf } from './grow-store.ts';
import { onStore } from './store-figures.ts';
import { companyId } from './webhook-bodies.ts';

/** How many requests a store has. */
export interface StoreSize {
  finished: number;
  open: number;
}

/** Enough to write to, and next to nothing. */
const emptySize: StoreSize = { finished: 0, open: 2_000 };
/** The numbers of what is copied, and of the first copies. */
const templates = { finished: 77_700_001, open: 77_700_002 };
const firsts = { finished: 100_000_001, open: 300_000_001 };
const days = { finished: 700, open: 30 };
const rounds = 5;
const eventsPerRound = 2_000;
const beside = 8;
const ratioMax = 1.25;
const pageMaxMs = 100;
const pageLooks = 30;
const startMaxSeconds = 5;
const consoleToken = 'a token of the bench that is long enough to be one';

/**
 * What deciding costs on a store that has grown, beside an empty one, in turns; then how soon a service starts on it, and
 * how long its pages take.
 */
export async function benchGrowth(vendors: Vendors, store: BenchStore, size: StoreSize): Promise<Figure[]> {
  const urls = { empty: await store.create('growth_empty'), grown: await store.create('growth_grown') };
  const filled = await fill(vendors, urls.empty, emptySize).then(() => fill(vendors, urls.grown, size));
  const figures = [told('store of the bench', filled.gigabytes, 'GB', sizeText(size, filled.seconds))];
  return [...figures, ...(await compare(urls, size)), ...(await pages(vendors, urls.grown))];
}

function sizeText({ finished, open }: StoreSize, seconds: number): string {
  return `${finished} finished and ${open} open requests, filled in ${Math.round(seconds)} s`;
}

async function fill(vendors: Vendors, databaseUrl: string, size: StoreSize) {
  const startedAt = performance.now();
  await makeTemplates(vendors, databaseUrl);
  return onStore(databaseUrl, async (client) => {
    for (const kind of ['finished', 'open'] as const) {
      const from = templates[kind];
      const request = await requestOf(client, from);
      await growStore(client, { request, from, first: firsts[kind], count: size[kind], days: days[kind] });
    }
    await endGrowth(client);
    const { rows } = await client.query<{ bytes: string }>(
      'select pg_database_size(current_database()) as bytes',
    );
    return {
      seconds: (performance.now() - startedAt) / 1000,
      gigabytes: Number(rows[0]?.bytes) / 1024 ** 3,
    };
  });
}

/** One request that is accepted and done, and one that waits for a decision, by the service itself. */
async function makeTemplates(vendors: Vendors, databaseUrl: string): Promise<void> {
  const service = await startBenchService(vendors, { databaseUrl });
  try {
    await serviceFlows(service.url, vendors)(templates.finished, 1);
    await sendWebhooks(service.url, templates.open);
    await onStore(databaseUrl, async (client) => {
      const rest = `select (select count(*) from effects where finished_at is null)::int as effects,
        (select count(*) from instances where step = 'pending' and state ->> 'dealId' is not null)::int as pending`;
      for (;;) {
        const { rows } = await client.query<{ effects: number; pending: number }>(rest);
        if (rows[0]?.effects === 0 && rows[0].pending === 1) return;
        await sleep(100);
      }
    });
  } finally {
    await service.stop();
  }
}

async function requestOf(client: pg.Client, person: number): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    "select instance_id as id from links where company = $1 and kind = 'person' and value = $2",
    [companyId, String(person)],
  );
  if (!rows[0]) throw new Error(`There is no request of person ${person}.`);
  return rows[0].id;
}

/** One store with what was measured on it. */
interface Side {
  database: Database;
  open: number;
  rates: number[];
  p95s: number[];
}

async function compare(urls: { empty: string; grown: string }, size: StoreSize): Promise<Figure[]> {
  const sides: Side[] = [];
  try {
    for (const [databaseUrl, { open }] of [
      [urls.empty, emptySize],
      [urls.grown, size],
    ] as const) {
      const database = await openDatabase({ databaseUrl, dataDir: '', log: () => undefined });
      sides.push({ database, open, rates: [], p95s: [] });
    }
    const [empty, grown] = sides as [Side, Side];
    // The first round of each warms up.
    for (let round = 0; round <= rounds; round += 1) for (const side of sides) await decide(side);
    for (const { rates, p95s } of sides) for (const measured of [rates, p95s]) measured.shift();
    return [
      atLeast(
        'events decided and written, ratio',
        medianRatio(grown.rates, empty.rates),
        1 / ratioMax,
        'of those on an empty store',
        `${Math.round(median(grown.rates))}/s of ${Math.round(median(empty.rates))}/s`,
      ),
      under(
        'p95 of an event, ratio',
        medianRatio(grown.p95s, empty.p95s),
        ratioMax,
        'of that on an empty store',
        `${median(grown.p95s).toFixed(1)} ms of ${median(empty.p95s).toFixed(1)} ms`,
      ),
    ];
  } finally {
    for (const { database } of sides) await database.close();
  }
}

/** Accepts requests from all over the store and takes that back, so that they stay open: each is two events. */
async function decide(side: Side): Promise<void> {
  const company = { ...aCompany({ undoSeconds: 3_600 }), id: companyId };
  const took: number[] = [];
  const startedAt = performance.now();
  const ids = someOf(side.open).values();
  const one = async () => {
    for (const id of ids) {
      for (const event of [acceptance(), undoing]) {
        const begunAt = performance.now();
        const advanced = await side.database.db
          .transaction()
          .execute((store) => advanceInstance(store, () => company, id, event));
        if (advanced?.outcome !== 'advanced')
          throw new Error(`An event of the bench was ${advanced?.outcome}.`);
        took.push(performance.now() - begunAt);
      }
    }
  };
  await Promise.all(Array.from({ length: beside }, one));
  side.rates.push((took.length / (performance.now() - startedAt)) * 1000);
  side.p95s.push(percentile(took, 95));
}

/** Different requests anywhere in the store. */
function someOf(open: number): string[] {
  const wanted = Math.min(open, eventsPerRound / 2);
  const chosen = new Set<number>();
  while (chosen.size < wanted) chosen.add(firsts.open + Math.floor(Math.random() * open));
  return [...chosen].map(requestIdOf);
}

const person = firsts.finished + 5;
/** What people and operators look at; of searches one that finds one, one that finds all, and one that finds none. */
const looks: Record<string, string> = {
  'the list': '/api/requests',
  'what is to be decided': '/api/requests?step=pending&limit=100',
  'what was accepted, by decision': '/api/requests?step=accepted&sort=decidedAt',
  'the list by name': '/api/requests?sort=name&direction=asc',
  'the list by organization': '/api/requests?sort=organization',
  'the list by step': '/api/requests?sort=step',
  'a search for one': `/api/requests?q=personne+${person}`,
  'a search that finds all': '/api/requests?q=mairie',
  'a search by the beginning of a word': '/api/requests?q=pers',
  'a search that finds nothing': '/api/requests?q=introuvable',
  'the list of one owner': '/api/requests?owner=11',
  'the list of one source': '/api/requests?source=pipedrive',
  'the panel of a deal': `/api/deals/${person}`,
  'the panel of a person': `/api/persons/${person}`,
  findings: '/api/findings',
  figures: '/metrics',
  'the overview of the console': '/console',
  'dead letters on the console': '/console/dead-letters',
  'deliveries on the console': '/console/deliveries',
  'a story on the console': `/console/story?find=${person}`,
};

async function pages(vendors: Vendors, databaseUrl: string): Promise<Figure[]> {
  const service = await startBenchService(
    vendors,
    { databaseUrl },
    { variables: { CONSOLE_TOKEN: consoleToken, LOG_LEVEL: 'error' } },
  );
  try {
    const headers = await signedIn(service);
    const figures = [under('start on the grown store', service.readyMs / 1000, startMaxSeconds, 's', null)];
    for (const [name, path] of Object.entries(looks)) {
      const took: number[] = [];
      for (let n = 0; n < pageLooks; n += 1) took.push(await lookMs(`${service.url}${path}`, headers));
      // Nobody has looked before: that is told, not held against it.
      const [first = Number.NaN, ...others] = took;
      const said = `the first time ${Math.round(first)} ms`;
      figures.push(under(`p95 of ${name}`, percentile(others, 95), pageMaxMs, 'ms', said));
    }
    return figures;
  } finally {
    await service.stop();
  }
}

/** Who looks: staff on Pipedrive, and an operator on the console. */
async function signedIn({ url }: BenchService): Promise<Record<string, string>> {
  const body = new URLSearchParams({ name: 'Bench', token: consoleToken });
  const signIn = await fetch(`${url}/console/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const cookie = signIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { cookie, authorization: `Bearer ${await signedToken()}` };
}

async function lookMs(url: string, headers: Record<string, string>): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(url, { headers });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`);
  return performance.now() - startedAt;
}
