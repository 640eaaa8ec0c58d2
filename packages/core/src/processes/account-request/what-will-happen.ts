import type { Company } from '../../company.ts';
import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import type { Outcome, Reason } from '../../kernel/outcome.ts';
import type { Localized } from '../../model/localized.ts';
import type { DecisionContext } from './decisions.ts';
import { effectDetail } from './effect-details.ts';
import { effectText } from './journal-texts.ts';
import { accountRequest } from './process.ts';
import type { AccountRequest } from './state.ts';

/** One thing that would be done, in staff words. */
export interface ForeseenEffect {
  kind: Effect['kind'];
  title: Localized;
  detail: Localized | null;
  /** The effect itself, as it would be committed. */
  effect: Effect;
}

/** What an event would come to; `reason` as in the texts of the process. */
export interface Foreseen {
  outcome: Outcome;
  reason: Reason | null;
  /** In the order in which they would be carried out. */
  effects: ForeseenEffect[];
}

/** Asks the process itself what an event would do to a request, and does none of it. */
export function whatWillHappen(request: AccountRequest, event: Event, context: DecisionContext): Foreseen {
  const decision = accountRequest.decide(request, event, context);
  if (decision.outcome !== 'advanced') return { ...decision, effects: [] };
  const retried = event.type === 'retry-requested' ? [decision.retry?.effect ?? event.effect] : [];
  const effects = [...retried, ...decision.effects.map(({ effect }) => effect)];
  return {
    outcome: decision.outcome,
    reason: decision.reason,
    effects: effects.map((effect) => foreseen(effect, context.company)),
  };
}

/** An effect in staff words: what it does, and to what. */
export function foreseen(effect: Effect, company: Company): ForeseenEffect {
  const { kind } = effect;
  const title = { fr: effectText(kind, 'fr'), en: effectText(kind, 'en') };
  return { kind, title, detail: effectDetail(effect, company), effect };
}
