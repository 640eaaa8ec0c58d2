import { useCallback, useEffect, useRef } from 'react';
import type { CommandType } from '#core/contract/commands.ts';
import type {
  ConversionChoices,
  ConversionDetails,
  ConversionPreview,
} from '#core/contract/conversion-view.ts';
import type { Commands } from '../../hooks/use-commands.ts';
import type { ConversionCommands } from '../../hooks/use-conversion-command.ts';
import { useNow } from '../../hooks/use-now.ts';
import type { ConversionDraft } from '../../live/conversion-draft.ts';
import type { Answer } from '../../service/answer.ts';
import { useTexts } from '../language-context.ts';
import { CommandNotice } from '../request/command-notice.tsx';
import { EffectList } from '../request/effect-list.tsx';
import { Journal } from '../request/journal.tsx';
import type { Asking } from './ask.ts';
import { BlockedNotice } from './blocked-notice.tsx';
import { CommandNews } from './command-news.tsx';
import { Facts } from './facts.tsx';
import { FollowUp } from './follow-up.tsx';
import { NextStep } from './next-step.tsx';
import { OtherAsks } from './other-asks.tsx';
import { PromiseList } from './promise-list.tsx';
import { Standing } from './standing.tsx';
import { conversionTexts } from './texts.ts';
import { UndoLine } from './undo-line.tsx';
import { UseCaseRegister } from './use-case-register.tsx';
import { conversionClockMs } from './view-model.ts';

interface CardProps {
  conversion: ConversionDetails;
  choices: ConversionChoices;
  commands: ConversionCommands;
  /** What a command would come to; must keep its identity. */
  foresee(command: ConversionDraft, signal: AbortSignal): Promise<Answer<ConversionPreview>>;
  /** Tries again what failed outside. */
  retries: Commands;
  /** The service's time in milliseconds. */
  nowMs: () => number;
  /** Whether nothing else in the panel says who the client is. */
  isAlone: boolean;
}

const retrying: ReadonlySet<CommandType> = new Set(['retry-effect']);

/** A customer on the way: where they stand, what to do now, what was promised, their uses, and the story. */
export function ConversionCard(props: CardProps) {
  const { conversion, choices, commands, foresee, retries, nowMs, isAlone } = props;
  const { id } = conversion;
  const texts = useTexts(conversionTexts);
  const now = useNow(nowMs, conversionClockMs(conversion, nowMs()));
  const card = useFocusKept(conversion.revision);
  const asking: Asking = {
    send: (ask) => commands.send({ ...ask, conversionId: id }),
    foresee: useCallback((ask, signal) => foresee({ ...ask, conversionId: id }, signal), [foresee, id]),
    pending: commands.pending,
  };
  const part = { conversion, choices, asking, now };
  return (
    <article className="card conversion" ref={card} tabIndex={-1} aria-label={texts.title}>
      <Standing conversion={conversion} />
      <BlockedNotice {...part} />
      <CommandNews commands={commands} />
      <UndoLine {...part} />
      <NextStep {...part} />
      <OtherAsks {...part} />
      <CommandNotice commands={retries} />
      {conversion.effects.length > 0 && (
        <EffectList effects={conversion.effects} now={now} offered={retrying} commands={retries} />
      )}
      <PromiseList {...part} />
      <UseCaseRegister {...part} />
      <FollowUp {...part} />
      <Facts conversion={conversion} now={now} isAlone={isAlone} />
      {conversion.journal.length > 0 && <Journal lines={conversion.journal} now={now} />}
      <p className="visually-hidden" aria-live="polite">
        {texts.step(conversion.stepText)}
      </p>
    </article>
  );
}

/** When the button with the focus goes away with a change, the focus stays on the card instead of falling to the page. */
function useFocusKept(revision: number) {
  const card = useRef<HTMLElement>(null);
  const before = useRef(revision);
  useEffect(() => {
    if (before.current === revision) return;
    before.current = revision;
    if (document.hasFocus() && document.activeElement === document.body)
      card.current?.focus({ preventScroll: true });
  }, [revision]);
  return card;
}
