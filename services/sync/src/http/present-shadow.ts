import type { Language } from '#core/model/localized.ts';
import type { AccountRequest } from '#core/processes/account-request/state.ts';
import type { EffectRow } from '../store/effects.ts';
import type { JournalEntry } from '../store/journal.ts';

/** What of a request was only rehearsed. */
export interface ShadowParts {
  /** The decision in force. */
  decision: boolean;
  /** Whether a line of the journal tells of a rehearsed decision, or of one of its effects. */
  hasLine(entry: JournalEntry): boolean;
}

/** A decision is of shadow mode when its effects are: they are marked as they are made. */
export function shadowParts(
  { decision, pastDecisions }: Pick<AccountRequest, 'decision' | 'pastDecisions'>,
  effects: readonly EffectRow[],
): ShadowParts {
  const marked = effects.filter(({ shadow }) => shadow !== null);
  const effectIds = new Set(marked.map(({ id }) => id));
  const numbers = new Set(marked.map((effect) => effect.decision));
  const rehearsed = [...pastDecisions, ...(decision ? [decision] : [])].filter(({ number }) =>
    numbers.has(number),
  );
  const instants = new Set(rehearsed.map(({ at }) => at));
  return {
    decision: decision !== null && numbers.has(decision.number),
    hasLine: ({ event, at }) =>
      'effectId' in event ? effectIds.has(event.effectId) : 'by' in event && instants.has(at.toISOString()),
  };
}

/** A line of the journal, marked. */
export function markedAsShadow(text: string, language: Language): string {
  return `${text} · ${language === 'fr' ? 'mode ombre' : 'shadow mode'}`;
}
