import type { EffectView } from '#core/contract/request-view.ts';
import { Button } from '../../../components/button.tsx';
import { momentWords } from '../../../dates.ts';
import { type Desk, useDesk } from '../view/desk.ts';
import { NewsOf } from '../view/notices.tsx';
import { mayRetry } from '../view-model.ts';
import { useWords } from '../words-context.ts';
import { asideTexts } from './texts.ts';

/** What is being done outside and is not done yet. */
export function EffectList({ effects, place }: { effects: readonly EffectView[]; place: string }) {
  return (
    <>
      <ul className="list">
        {effects.map((effect) => (
          <EffectLine key={effect.id} effect={effect} place={place} />
        ))}
      </ul>
      <NewsOf place={place} />
    </>
  );
}

function EffectLine({ effect, place }: { effect: EffectView; place: string }) {
  const { t } = useWords(asideTexts);
  const { t: common } = useWords();
  const { commands, session } = useDesk();
  const stateWords = useStateWords(effect);
  return (
    <li>
      {effect.label} <span className="hint">{stateWords}</span>
      {effect.problem && (
        <p className="wrong">
          {effect.problem.title} {effect.problem.detail}
        </p>
      )}
      {session.mayDecide && mayRetry(effect) && (
        <Button
          size="xs"
          label={t('retry_effect', { label: effect.label })}
          isBlocked={commands.pending !== null}
          onPress={() => void commands.send({ type: 'retry-effect', effectId: effect.id }, place)}
        >
          {common('retry')}
        </Button>
      )}
    </li>
  );
}

function useStateWords({ state, dueAt }: EffectView): string {
  const { t, language } = useWords(asideTexts);
  const { nowMs }: Desk = useDesk();
  if (state === 'dead-letter') return t('effect_dead');
  if (state === 'retrying' && dueAt !== null)
    return t('effect_retrying', { at: momentWords(dueAt, nowMs, language) });
  return t(state === 'running' ? 'effect_running' : 'effect_waiting');
}
