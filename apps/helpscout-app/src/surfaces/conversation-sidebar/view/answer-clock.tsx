import { momentWords, workedWords } from '../../../dates.ts';
import { clockState } from '../view-model.ts';
import { useWords } from '../words-context.ts';
import { useDesk } from './desk.ts';
import { viewTexts } from './texts.ts';

/** The first answer: until when it is due, or how long it took. */
export function AnswerClock() {
  const { t, language } = useWords(viewTexts);
  const { view, nowMs } = useDesk();
  const state = clockState(view.answer, nowMs);
  if (state.kind === 'none') return null;
  if (state.kind === 'answered')
    return (
      <p className="clock hint">{t('clock_answered', { time: workedWords(state.minutes, language) })}</p>
    );
  return (
    <p className={`clock clock-${state.kind}`}>
      {t(`clock_${state.kind}`, { at: momentWords(state.dueAt, nowMs, language) })}
    </p>
  );
}
