import { claimChanges, type HeldChange } from '../store/approval-changes.ts';
import { createConnections } from './connection.ts';
import { type FollowerOptions, type Following, followChange } from './follow-change.ts';
import { holdMs } from './hold-change.ts';
import { createMentions } from './mention.ts';
import { createPauses } from './pauses.ts';

/** Keeps the messages of requests in step with them; one on every node that works. */
export interface Follower {
  /** Somebody changed a request: looks at once instead of within the second. */
  poke(): void;
  /** Waits until nothing is being shown. */
  idle(): Promise<void>;
  /** Takes nothing new, and ends what is being shown. */
  stop(): Promise<void>;
}

/** What nobody poked for is found within that time: the bell of another node, a pause that is over. */
const lookEveryMs = 1_000;
/**
 * Slack takes one post a second in a channel: more of a company at once would only wait in memory. Each company has its
 * own, so that nobody waits for the backlog of others.
 */
const oldestAtOnce = 2;
/** Behind a backlog of its own a company waits no longer either: one more is for what has just changed. */
const newestAtOnce = 1;

/** What is being shown. */
interface Place {
  company: string;
  /** Taken because it is new, past what waits for longer. */
  isNewest: boolean;
}

/** Starts following: looks for changed requests now, when poked, and every second. */
export function createFollower(options: FollowerOptions): Follower {
  const following = followingOf(options, () => poke());
  const { look, running } = createRounds(following, () => poke());
  let looking: Promise<void> | null = null;
  let again = false;
  let isStopped = false;
  const lookOn = async (): Promise<void> => {
    do {
      again = false;
      again = (await look()) || again;
    } while (again && !isStopped);
  };
  const poke = (): void => {
    again = true;
    if (isStopped || looking !== null) return;
    looking = lookOn()
      .catch((error: Error) => {
        options.log.warn({ error: error.message }, 'changed requests could not be read; looking again');
      })
      .finally(() => {
        looking = null;
      });
  };
  const timer = setInterval(poke, lookEveryMs);
  poke();
  const idle = async (): Promise<void> => {
    const { connections } = following;
    while (looking !== null || running.size > 0 || connections.marking())
      await Promise.all([looking, connections.marking(), ...running.keys()]);
  };
  return {
    poke,
    idle,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      following.connections.stop();
      await idle();
    },
  };
}

/** @param ended told whenever a request has been shown, or not */
function createRounds(following: Following, ended: () => void) {
  const running = new Map<Promise<void>, Place>();
  const begin = ({ change, isNewest }: Taken): void => {
    const work = followChange(following, change).finally(() => {
      running.delete(work);
      ended();
    });
    running.set(work, { company: change.company, isNewest });
  };
  /** Begins what is due, as far as there is room. @returns whether there may be more */
  const look = async (): Promise<boolean> => {
    const taken = await take(following, [...running.values()]);
    for (const one of taken) begin(one);
    return taken.length > 0;
  };
  return { look, running };
}

function followingOf(options: FollowerOptions, marked: () => void): Following {
  return {
    ...options,
    connections: createConnections(options, marked),
    pauses: options.pauses ?? createPauses(() => options.now().getTime()),
    mentionOf: createMentions(options.log),
  };
}

interface Taken {
  change: HeldChange;
  isNewest: boolean;
}

/** Takes what may be shown now, as far as there is room: of a company in trouble one, as a probe. */
async function take(following: Following, running: readonly Place[]): Promise<Taken[]> {
  const { db } = following;
  const { whole, probed } = await companiesToShow(following);
  const free = probed.filter((company) => running.every((place) => place.company !== company));
  const rooms = [
    ...whole.map((company) => ({ company, limit: oldestAtOnce - countOf(running, company, false) })),
    ...free.map((company) => ({ company, limit: 1 })),
  ].filter(({ limit }) => limit > 0);
  const oldest = await claimChanges(db, rooms, { holdMs });
  const places = [...running, ...oldest.map(({ company }) => ({ company, isNewest: false }))];
  const pastBacklog = whole
    .filter((company) => countOf(places, company, false) >= oldestAtOnce)
    .map((company) => ({ company, limit: newestAtOnce - countOf(running, company, true) }))
    .filter(({ limit }) => limit > 0);
  const newest = await claimChanges(db, pastBacklog, { holdMs, newestFirst: true });
  return [
    ...oldest.map((change) => ({ change, isNewest: false })),
    ...newest.map((change) => ({ change, isNewest: true })),
  ];
}

function countOf(places: readonly Place[], wanted: string, wantedNewest: boolean): number {
  return places.filter(({ company, isNewest }) => company === wanted && isNewest === wantedNewest).length;
}

/** The companies whose Slack takes what we say, and those in trouble of which one change may be tried. */
async function companiesToShow({ companies, slackOf, pauses, connections }: Following) {
  const whole: string[] = [];
  const probed: string[] = [];
  for (const companyId of companies.ids()) {
    const { announces, shadow } = companies.companyOf(companyId);
    const announcing = shadow === true ? undefined : slackOf(companyId);
    if (announces === true && !announcing) await connections.begun(companyId);
    if (!announcing) continue;
    await connections.of(companyId, announcing);
    const allowance = pauses.allowance(companyId, announcing.slack);
    if (allowance === null) whole.push(companyId);
    else if (allowance === 1) probed.push(companyId);
  }
  return { whole, probed };
}
