import type { ConversionAsk } from '../../conversion-events.ts';
import { reason } from '../../kernel/outcome.ts';
import type { UseCaseState } from '../../model/conversion.ts';
import { type Asked, type Asking, refusal } from './asked.ts';
import type { UseCase } from './state.ts';
import { change, type Work } from './work.ts';

type AskOf<Type extends ConversionAsk['type']> = Extract<ConversionAsk, { type: Type }>;

/** A use the client named (DS-33). */
export function withUseCase(work: Work, { title }: AskOf<'add-use-case'>, { now }: Asking): Asked {
  const { useCases, useCaseCount } = work.state;
  const number = useCaseCount + 1;
  const added: UseCase = { number, title, state: 'found', blocker: null, addedAt: now, changedAt: now };
  return change(work, { useCases: [...useCases, added], useCaseCount: number });
}

/** How far a use is, or what stands in its way. */
export function withUseCaseChanged(work: Work, ask: AskOf<'change-use-case'>, { now }: Asking): Asked {
  const { useCases } = work.state;
  const known = useCases.find(({ number }) => number === ask.useCase);
  if (!known) return refusal(reason('use-case-unknown'));
  const { state = known.state, title = known.title } = { ...nonNull(ask) };
  const blocker = ask.blocker === null ? known.blocker : ask.blocker || null;
  const changed = { ...known, state, title, blocker, changedAt: now };
  return change(work, { useCases: useCases.map((each) => (each === known ? changed : each)) });
}

function nonNull({ state, title }: AskOf<'change-use-case'>): { state?: UseCaseState; title?: string } {
  return { ...(state !== null && { state }), ...(title !== null && { title }) };
}

/** What was found is what will be built (DS-37). */
export function withUseCasesValidated(work: Work, asking: Asking): Asked {
  if (work.state.useCases.length === 0) return refusal(reason('no-use-case'));
  return withState(work, ['found'], 'validated', asking);
}

/** What was built is used. */
export function withUseCasesLive(work: Work, asking: Asking): Work {
  return withState(work, ['built', 'tested'], 'live', asking);
}

function withState(work: Work, from: readonly UseCaseState[], to: UseCaseState, { now }: Asking): Work {
  const useCases = work.state.useCases.map((each) =>
    from.includes(each.state) ? { ...each, state: to, changedAt: now } : each,
  );
  return change(work, { useCases });
}
