import type { ConversionAsk, ConversionEvent, DealFacts } from '#core/conversion-events.ts';
import type { Effect, EffectOf } from '#core/effects.ts';
import type { FollowUpVersion } from '#core/follow-up-version.ts';
import type { PromiseKind } from '#core/model/conversion.ts';
import type { ClientPromise } from '#core/processes/customer-conversion/state.ts';
import { type ConversionRun, conversionRun, type Outside } from './conversion-harness.ts';
import { aFollowingCompany, anAccount, asking, observedDeal } from './conversion-samples.ts';

/** Tuesday, 10:00 in Paris. */
export const storyBegins = '2026-11-17T09:00:00.000Z';

/** Longer than what is done is held for undo. */
const settledMs = 60_000;

type Kind = Effect['kind'];
/** What the outside answers instead of the usual, by kind. */
type Answers = Partial<Record<Kind, (effect: Effect) => ReturnType<Outside>>>;

/** A customer's story: what happens to them, and everything that was done outside, at its instant. */
export interface Story {
  run: ConversionRun;
  /** What was carried out, in its order. */
  done: { effect: Effect; at: string }[];
  tell(event: ConversionEvent): ReturnType<ConversionRun['tell']>;
  ask(ask: ConversionAsk): ReturnType<ConversionRun['tell']>;
  /** The deal as the CRM shows it now, with what differs from the first look. */
  deal(deal?: Partial<DealFacts['deal']>, more?: Partial<DealFacts>): ReturnType<ConversionRun['tell']>;
  /** Lets the undo time pass: what was asked for is carried out. */
  settle(): void;
  /** Asks, and lets it be carried out; what does not go through is an error. */
  does(...asks: ConversionAsk[]): void;
  /** What was carried out of a kind. */
  doneOf<K extends Kind>(kind: K): EffectOf<K>[];
  /** The promises of a kind, the last one at the end. */
  promises(kind: PromiseKind): ClientPromise[];
  /** The last promise of a kind. @throws Error when there is none */
  promise(kind: PromiseKind): ClientPromise;
}

export interface StoryOptions {
  settings?: Record<string, unknown>;
  followUps?: FollowUpVersion[];
  answers?: Answers;
  now?: string;
}

/** Nothing is followed yet. */
export function aStory({
  settings = {},
  followUps = [],
  answers = {},
  now = storyBegins,
}: StoryOptions = {}): Story {
  const done: Story['done'] = [];
  let nextId = 3000;
  const outside: Outside = (effect, at) => {
    const answer = answers[effect.kind]?.(effect) ?? { result: usual(effect, () => nextId++) };
    if ('result' in answer) done.push({ effect, at });
    return answer;
  };
  const run = conversionRun({ company: aFollowingCompany(settings, followUps), outside, now });
  const tell = (event: ConversionEvent) => run.tell(event);
  const settle = () => run.until(new Date(Date.parse(run.now) + settledMs).toISOString());
  const does = (...asks: ConversionAsk[]) => {
    for (const ask of asks) {
      const { outcome, reason } = tell(asking(ask));
      if (outcome !== 'advanced') throw new Error(`${ask.type} was ${outcome}: ${reason.key}`);
      settle();
    }
  };
  const promises = (kind: PromiseKind) => run.state.promises.filter((promise) => promise.kind === kind);
  return {
    ...{ run, done, tell, settle, does, promises },
    ask: (ask) => tell(asking(ask)),
    deal: (deal = {}, more = {}) => tell(observedDeal(run.now, deal, more)),
    doneOf: <K extends Kind>(kind: K) =>
      done.map(({ effect }) => effect).filter((effect): effect is EffectOf<K> => effect.kind === kind),
    promise: (kind) => {
      const last = promises(kind).at(-1);
      if (!last) throw new Error(`Nothing of ${kind} was promised.`);
      return last;
    },
  };
}

/** A deal in the first column that a colleague has. */
export function aSuspectStory(options: StoryOptions = {}): Story {
  const story = aStory(options);
  story.deal();
  return story;
}

/** A client whose account was made just now. */
export function aClientStory(options: StoryOptions = {}): Story {
  const story = aSuspectStory(options);
  story.deal({}, { account: { requestId: 'request-1', account: anAccount() } });
  story.settle();
  return story;
}

/** A client whose use cases were collected and validated. */
export function aValidatedStory(options: StoryOptions = {}): Story {
  const story = aClientStory(options);
  story.does(
    { type: 'welcome-client', how: 'call' },
    { type: 'add-use-case', title: 'Permis de construire' },
    { type: 'validate-use-cases' },
  );
  return story;
}

/** A client on the autonomous way, in tests. */
export function aTestingStory(options: StoryOptions = {}): Story {
  const story = aValidatedStory(options);
  story.does({ type: 'choose-path', path: 'autonomous', procedure: null, documents: [], demoDay: null });
  return story;
}

function usual(effect: Effect, newId: () => number): object {
  switch (effect.kind) {
    case 'send-client-mail':
      return { to: effect.to, keptBack: null, confirmed: true };
    case 'ensure-deal-stage':
      return { leftAlone: null };
    case 'ensure-promise-activity':
      return { promise: effect.promise, activityId: effect.activityId ?? newId(), without: null };
    case 'ensure-suspect':
      return { dealId: 500, personId: 700, organizationId: 800 };
    case 'look-at-account':
      return { account: anAccount() };
    default:
      return {};
  }
}
