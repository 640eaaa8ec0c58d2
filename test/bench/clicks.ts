import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBenchService, type Vendors } from './bench-service.ts';
import { temporaryFolder } from './bench-store.ts';
import type { Click } from './click-payloads.ts';
import {
  benchChannel,
  type ClickPlace,
  type ClickStage,
  requestCount,
  setUpClicks,
  until,
} from './click-stage.ts';
import { countsOf } from './drive-flows.ts';
import { atLeast, type Figure, median, medianRatio, under } from './figure.ts';
import type { ClickLoad } from './load-clicks.ts';
import { runScript, startScript } from './script-process.ts';

const connections = 20;
const rounds = 3;
const signingSecret = 'bench-signing-secret';
/** How long a decision may be taken back: what is measured is the clicks, not what follows them. */
const undoSeconds = 3_600;
const mix = '2 of 5 decide, 2 come after a decision, 1 on an old picture';
const names: Record<ClickPlace, string> = { message: 'messages', home: 'the Home' };

/**
 * Signed clicks per second on one node, beside a listener of Bolt that does nothing but acknowledge: on the messages of
 * requests and in the Home. A round ends when everything that was acknowledged is carried out.
 */
export async function benchClicks(vendors: Vendors, databaseUrl: string): Promise<Figure[]> {
  const variables = {
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_CHANNEL: benchChannel,
    SLACK_API_URL: `${vendors.url}/api/`,
  };
  const service = await startBenchService(vendors, { databaseUrl }, { variables, settings: { undoSeconds } });
  const bare = await startScript<{ url: string }>('bare-clicks.ts', { SLACK_SIGNING_SECRET: signingSecret });
  try {
    const stage = await setUpClicks(service, vendors, databaseUrl);
    const sides = { ours: service.url, bare: bare.said.url };
    const onMessages = await compare(stage, vendors, sides, 'message');
    const onHome = await compare(stage, vendors, sides, 'home');
    await stage.close();
    return [...onMessages, ...onHome];
  } finally {
    await bare.stop();
    await service.stop();
  }
}

/** What one round of the service came to. */
interface Round extends ClickLoad {
  /** Acknowledged, and nothing ever came of it. */
  lost: number;
  carriedOutPerSecond: number;
}

async function compare(
  stage: ClickStage,
  vendors: Vendors,
  { ours, bare }: { ours: string; bare: string },
  place: ClickPlace,
): Promise<Figure[]> {
  const folder = await temporaryFolder();
  const file = join(folder, 'clicks.json');
  await writeFile(file, JSON.stringify(mixed(stage.clicksOn(place), stage.clicksOn(place, true))));
  try {
    const [mine, theirs]: [Round[], ClickLoad[]] = [[], []];
    // The first one warms both up.
    for (let round = 0; round <= rounds; round += 1) {
      mine.push(await playRound(stage, vendors, place, () => load(ours, file)));
      theirs.push(await load(bare, file));
    }
    return figuresOf(place, mine.slice(1), theirs.slice(1));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function load(at: string, file: string): Promise<ClickLoad> {
  return runScript('load-clicks.ts', {
    URL: `${at}/slack/events`,
    CONNECTIONS: String(connections),
    SECRET: signingSecret,
    CLICKS: file,
  });
}

/** Two who decide, two who press what somebody has just decided, one who has an old picture before them. */
function mixed(fresh: readonly Click[], old: readonly Click[]): Click[] {
  const at = (clicks: readonly Click[], index: number) => clicks.slice(index % clicks.length).slice(0, 1);
  return Array.from({ length: fresh.length / 2 }, (_, pair) => {
    const [first, second] = [2 * pair, 2 * pair + 1];
    const decided = [at(fresh, pair), at(fresh, Math.floor(pair / 2))];
    return [at(fresh, first), at(fresh, second), ...decided, at(old, first + fresh.length / 2)].flat();
  }).flat();
}

async function playRound(
  stage: ClickStage,
  vendors: Vendors,
  place: ClickPlace,
  play: () => Promise<ClickLoad>,
): Promise<Round> {
  const toldBefore = await toldIn(vendors);
  const played = await play();
  const left = async () => {
    const undecided = requestCount - (await stage.decided());
    // Of the Home this is all there is to count: answers of several clicks are shown as one.
    if (place === 'home') return undecided;
    const told = (await toldIn(vendors)) - toldBefore;
    return Math.max(undecided, played.acknowledged - told - (requestCount - undecided));
  };
  await until(async () => (await left()) <= 0, 'clicks were carried out').catch(() => undefined);
  const seconds = (Date.now() - played.startedAtMs) / 1000;
  const lost = Math.max(0, await left());
  await stage.takeBack();
  return { ...played, lost, carriedOutPerSecond: (played.acknowledged - lost) / seconds };
}

/** How often somebody was told in the channel why their click changes nothing. */
async function toldIn(vendors: Vendors): Promise<number> {
  return (await countsOf(vendors)).told ?? 0;
}

function figuresOf(place: ClickPlace, ours: readonly Round[], bare: readonly ClickLoad[]): Figure[] {
  const rates = ours.map(({ perSecond }) => perSecond);
  const bareRates = bare.map(({ perSecond }) => perSecond);
  const ratio = medianRatio(rates, bareRates).toFixed(2);
  const said = `${ratio} of bare Bolt ${Math.round(median(bareRates))}/s; ${mix}`;
  const p99 = median(ours.map(({ p99Ms }) => p99Ms));
  const bareP99 = median(bare.map(({ p99Ms }) => p99Ms));
  const failures = ours.reduce((sum, { failures, lost }) => sum + failures + lost, 0);
  const done = Math.round(median(ours.map(({ carriedOutPerSecond }) => carriedOutPerSecond)));
  const on = `on ${names[place]} at ${connections} at once`;
  return [
    atLeast(`signed clicks ${on}`, median(rates), 500, 'clicks/s', said),
    under(`click acknowledged ${on}, p99`, p99, 200, 'ms', `bare ${bareP99} ms`),
    under(`clicks refused or lost ${on}`, failures, 1, 'clicks', `carried out at ${done}/s`),
  ];
}
