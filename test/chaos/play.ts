import { setTimeout as sleep } from 'node:timers/promises';
import { staffCalls } from '../kit/kills/staff-calls.ts';
import { eventually } from '../kit/start-world.ts';
import { createFate, type Fate } from './befall.ts';
import { type Finding, judge } from './judge.ts';
import { lookFor } from './look.ts';
import { brokenIn, unfinishedIn } from './quiet.ts';
import { recordsOf } from './records.ts';
import { keepRetrying } from './retry.ts';
import type { Run, Schedule } from './schedule.ts';
import type { Stage } from './stories/stage.ts';
import { storyOf } from './stories/story-of.ts';
import { strangers } from './strangers.ts';
import type { Decider, Told } from './told.ts';
import { type ChaosWorld, startChaosWorld, type WorldWanted } from './world.ts';

/** What became of the runs of one world. */
export interface Played {
  runs: number;
  findings: Finding[];
  hits: Map<string, number>;
  /** The last words of the service, and what it kept of a failing batch. */
  output: string;
}

export interface Patience {
  /** How long people wait for what must come. */
  peopleMs: number;
  /** How long the world may take to come to rest, and then to be right. */
  restMs: number;
}

const usualPatience: Patience = { peopleMs: 180_000, restMs: 120_000 };
/** What a sweep would still find, it has found by then. */
const oneSweepMs = 2_500;
/** How often people look: fifty of them who look all the time would be all that the machine does. */
const lookMs = 250;

/**
 * Plays a schedule in a world of its own and says what is lost, there twice or wrong in the end.
 * @param onRun told of each run whose people are through
 */
export async function playSchedule(
  schedule: Schedule,
  wanted: WorldWanted,
  onRun: () => void = () => undefined,
  patience: Patience = usualPatience,
): Promise<Played> {
  const world = await startChaosWorld(wanted);
  const fate = createFate(world);
  try {
    const stage = stageOf(world, patience);
    const keeper = keepRetrying(stage);
    const ended = await Promise.all(
      schedule.runs.map((run) => playRun(stage, fate, schedule, run).finally(onRun)),
    );
    await fate.over();
    // What waits at a vendor's door has its victims while work is left.
    const isIdle = async () => (await unfinishedIn(stage.databaseUrl)).length === 0;
    await eventually(() => isIdle().catch(() => false), patience.restMs).catch(() => undefined);
    fate.end();
    const told = ended.flatMap((each) => each.told);
    const late = ended.flatMap((each) => each.findings);
    const rested = await rest(world, told, patience);
    const findings = [...late, ...rested, ...(await keeper.stop())];
    const records = findings.length > 0 ? await recordsOf(stage.databaseUrl) : '';
    const output = `${outputOf(world)}\n${records}`;
    return { runs: schedule.runs.length, findings, hits: fate.hits(), output };
  } finally {
    await world.stop();
  }
}

async function playRun(
  stage: Stage,
  fate: Fate,
  { seed }: Schedule,
  run: Run,
): Promise<{ told: Told[]; findings: Finding[] }> {
  await sleep(run.atMs);
  const befallen = run.misfortunes.map(async (planned) => {
    await sleep(planned.atMs);
    await fate.befall(planned);
  });
  const email = `${run.id}@s${seed}.mairie.example.org`;
  const { story, id } = run;
  const played = await storyOf[story](stage, email).then(
    (told) => ({ told: told.map((each) => ({ run: id, story, ...each })), findings: [] }),
    (error: Error) => ({
      told: [],
      findings: [{ kind: 'lost' as const, run: id, what: `${story} ${email}: ${error.message}` }],
    }),
  );
  await Promise.all(befallen);
  return played;
}

/** Waits until nothing is left to do, and looks; what is not right yet gets the time of some sweeps. */
async function rest({ sandbox, store }: ChaosWorld, told: Told[], { restMs }: Patience): Promise<Finding[]> {
  const databaseUrl = store.lookUrl;
  const look = async (): Promise<Finding[]> => {
    const open = await unfinishedIn(databaseUrl);
    if (open.length > 0) return open.map((what) => ({ kind: 'lost', run: '', what: `never done: ${what}` }));
    const seen = await lookFor({ sandbox, databaseUrl }, told);
    return [
      ...[...seen].flatMap(([each, found]) => judge(each, found)),
      ...strangers(sandbox, told),
      ...(await brokenIn(databaseUrl)).map((what): Finding => ({ kind: 'wrong', run: '', what })),
    ];
  };
  const lookAgain = () =>
    look().catch((error: Error): Finding[] => [{ kind: 'lost', run: '', what: error.message }]);
  // What is there twice goes away no more.
  const isOver = async () => {
    const seen = await lookAgain();
    return seen.length === 0 || seen.some(({ kind }) => kind === 'twice');
  };
  await eventually(isOver, restMs).catch(() => undefined);
  await sleep(oneSweepMs);
  // What came again in the very last moment is seen now; a sweep that is at work is waited for.
  let found: Finding[] = [];
  const calm = async () => {
    found = await lookAgain();
    return found.every(({ what }) => !what.startsWith('never done'));
  };
  await eventually(calm, oneSweepMs * 4).catch(() => undefined);
  return found;
}

const json = { 'content-type': 'application/json' };

function stageOf({ sandbox, nodes, store }: ChaosWorld, { peopleMs }: Patience): Stage {
  const patience = { withinMs: peopleMs, pauseMs: lookMs };
  let asked = 0;
  /** A page that hangs is opened again, and comes from another node. */
  const anyNode = () => {
    asked += 1;
    return nodes[asked % nodes.length]?.url ?? '';
  };
  const staffOf = (userId: Decider) => {
    const body = JSON.stringify({ userId });
    const mintToken = async () => {
      const answer = await fetch(`${sandbox.url}/sandbox/token`, { method: 'POST', headers: json, body });
      return ((await answer.json()) as { token: string }).token;
    };
    return staffCalls(anyNode, mintToken, patience);
  };
  const staff = { 21: staffOf(21), 22: staffOf(22) };
  const awaited: Stage['awaited'] = (what, ask) =>
    eventually(async () => (await ask()) || sleep(lookMs, null), peopleMs).catch(() => {
      throw new Error(`No ${what} within ${peopleMs / 1000} s.`);
    });
  return {
    sandbox,
    databaseUrl: store.lookUrl,
    staff: (userId) => staff[userId],
    awaited,
    agent(conversationId) {
      const sessionOf = async () => {
        const base = anyNode();
        const url = sandbox.helpscout.acts.sidebarUrl({ conversationId, userId: agentId, base });
        const body = JSON.stringify({ host: 'helpscout', url });
        const signal = AbortSignal.timeout(10_000);
        const post = { method: 'POST', headers: json, body, signal };
        const answer = await fetch(`${base}/api/sessions`, post).catch(() => undefined);
        return answer?.ok ? ((await answer.json()) as { token: string }).token : undefined;
      };
      return staffCalls(anyNode, () => awaited('session of the sidebar', sessionOf), patience);
    },
  };
}

/** "Chargée de clientèle" in Help Scout. */
const agentId = 421;

function outputOf({ nodes }: ChaosWorld): string {
  return nodes.map(({ service }) => service.output()).join('\n');
}
