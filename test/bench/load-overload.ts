/**
 * Webhooks that arrive at a pace of their own on `URL`, whether those before them are answered or not, over CONNECTIONS
 * connections. Writes the numbers of those acknowledged to ACKNOWLEDGED, one a line; says what it measured.
 */
import { createWriteStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { dailyChanges } from './webhook-bodies.ts';

/** What arriving came to. */
export interface Arrivals {
  arrived: number;
  /** 200; what the node has to have. */
  acknowledged: number;
  /** 503 with a Retry-After. */
  sentAway: number;
  /** Anything else: other answers, resets, no answer in ten seconds. */
  failed: number;
  /** All connections were waiting for their answers. */
  noConnection: number;
  /** Of those acknowledged, in ms. */
  p99Ms: number;
  longestMs: number;
}

const {
  URL: url = '',
  CONNECTIONS = '1',
  RATE = '1',
  SECONDS = '1',
  BASIC = '',
  ACKNOWLEDGED = '',
} = process.env;
const { hostname, port, pathname } = new URL(url);
/** As Pipedrive waits. */
const patienceMs = 10_000;
const tickMs = 10;
const bodies = dailyChanges(1_000, '[<id>]');

const arrivals: Arrivals = {
  arrived: 0,
  acknowledged: 0,
  sentAway: 0,
  failed: 0,
  noConnection: 0,
  p99Ms: 0,
  longestMs: 0,
};
/** How many took so many milliseconds. */
const tookMs = new Uint32Array(patienceMs + 1);
const acknowledged = createWriteStream(ACKNOWLEDGED);

interface Line {
  socket: Socket;
  /** The number of what is under way, and since when. */
  underWay: { n: number; atMs: number } | null;
  answer: string;
}
const free: Line[] = [];
const lines = new Set<Line>();

function open(): void {
  const line: Line = { socket: connect(Number(port), hostname), underWay: null, answer: '' };
  lines.add(line);
  line.socket.setNoDelay(true);
  line.socket.once('connect', () => free.push(line));
  line.socket.on('data', (chunk: Buffer) => {
    line.answer += chunk.toString('latin1');
    if (isWhole(line.answer)) answered(line);
  });
  line.socket.on('error', () => undefined);
  line.socket.once('close', () => closed(line));
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  const length = Number(/content-length: (\d+)/i.exec(answer)?.[1]);
  return end !== -1 && answer.length >= end + 4 + length;
}

function answered(line: Line): void {
  const { underWay, answer } = line;
  line.underWay = null;
  line.answer = '';
  if (!underWay) return;
  const status = answer.slice(9, 12);
  if (status === '200') {
    arrivals.acknowledged += 1;
    const ms = Math.min(patienceMs, Math.ceil(performance.now() - underWay.atMs));
    tookMs[ms] = (tookMs[ms] ?? 0) + 1;
    acknowledged.write(`${underWay.n}\n`);
  } else if (status === '503' && /retry-after: \d/i.test(answer)) arrivals.sentAway += 1;
  else arrivals.failed += 1;
  if (!line.socket.destroyed) free.push(line);
}

function closed(line: Line): void {
  lines.delete(line);
  if (line.underWay) arrivals.failed += 1;
  const at = free.indexOf(line);
  if (at !== -1) free.splice(at, 1);
  if (!isOver) setTimeout(open, 100);
}

function send(n: number): void {
  const line = free.pop();
  if (!line) {
    arrivals.noConnection += 1;
    return;
  }
  const body = bodies[n % bodies.length]?.replace('[<id>]', `over-${n}`) ?? '';
  line.underWay = { n, atMs: performance.now() };
  line.socket.write(
    `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Basic ${BASIC}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function giveUpOld(): void {
  const before = performance.now() - patienceMs;
  for (const { socket, underWay } of lines) if (underWay && underWay.atMs < before) socket.destroy();
}

let isOver = false;
for (let opened = 0; opened < Number(CONNECTIONS); opened += 1) open();
await sleep(1_000);
const startedAt = performance.now();
const endsAt = startedAt + Number(SECONDS) * 1000;
for (let now = startedAt; now < endsAt; now = performance.now()) {
  const due = ((now - startedAt) * Number(RATE)) / 1000;
  while (arrivals.arrived < due) send(arrivals.arrived++);
  giveUpOld();
  await sleep(tickMs);
}
isOver = true;
while ([...lines].some(({ underWay }) => underWay)) {
  giveUpOld();
  await sleep(tickMs);
}
for (const { socket } of lines) socket.destroy();
await new Promise<void>((resolve) => void acknowledged.end(resolve));

let below = 0;
for (const [ms, count] of tookMs.entries()) {
  if (count > 0) arrivals.longestMs = ms;
  if (below < arrivals.acknowledged * 0.99) arrivals.p99Ms = ms;
  below += count;
}
process.stdout.write(`${JSON.stringify(arrivals)}\n`);
