import type { CommandType } from '#core/contract/commands.ts';
import type { EffectView } from '#core/contract/request-view.ts';
import { waitWords } from '../../dates.ts';
import type { Commands } from '../../hooks/use-commands.ts';
import type { Language } from '../../language.ts';
import { Button } from '../button.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { useLanguage, useTexts } from '../language-context.ts';
import { ShadowWrites } from './shadow-writes.tsx';
import { type RequestTexts, requestTexts } from './texts.ts';
import { effectProgress, mayRetry } from './view-model.ts';

interface EffectProps {
  now: number;
  offered: ReadonlySet<CommandType>;
  commands: Commands;
}

const icons: Record<EffectView['state'], IconName> = {
  waiting: 'clock',
  running: 'spinner',
  done: 'check',
  retrying: 'retry',
  'dead-letter': 'alert',
  cancelled: 'dash',
};

/** Everything the service does outside because of the decision, in order, and how far each thing is. */
export function EffectList({ effects, ...rest }: EffectProps & { effects: readonly EffectView[] }) {
  const texts = useTexts(requestTexts);
  const { done, all } = effectProgress(effects);
  return (
    <section className="effects">
      <header>
        <h3>{texts.effects}</h3>
        {all > 0 && <span className="hint">{texts.effectsDone(done, all)}</span>}
      </header>
      <ul aria-label={texts.effects}>
        {effects.map((effect) => (
          <EffectLine key={effect.id} effect={effect} {...rest} />
        ))}
      </ul>
    </section>
  );
}

function EffectLine({ effect, now, offered, commands }: EffectProps & { effect: EffectView }) {
  const texts = useTexts(requestTexts);
  const language = useLanguage();
  const isPending = commands.pending?.type === 'retry-effect' && commands.pending.effectId === effect.id;
  return (
    <li className={`effect effect-${effect.state}`} data-effect={effect.kind} data-state={effect.state}>
      <Icon name={icons[effect.state]} />
      <div className="effect-words">
        <span className="effect-label">{effect.label}</span>
        <span className="hint">{stateWords(effect, now, texts, language)}</span>
      </div>
      {mayRetry(effect, offered) && (
        <Button
          label={texts.retryEffect(effect.label)}
          busy={isPending}
          disabled={commands.pending !== null}
          onClick={() => void commands.send({ type: 'retry-effect', effectId: effect.id })}
        >
          {texts.retry}
        </Button>
      )}
      {effect.shadow && effect.shadow.length > 0 && <ShadowWrites writes={effect.shadow} />}
      {effect.problem && (
        <p className="effect-problem">
          <strong>{effect.problem.title}</strong> {effect.problem.detail}
        </p>
      )}
    </li>
  );
}

function stateWords(effect: EffectView, now: number, texts: RequestTexts, language: Language): string {
  const parts = [texts.effectState[effect.state]];
  if (effect.state === 'retrying') {
    const leftMs = effect.dueAt === null ? 0 : Date.parse(effect.dueAt) - now;
    parts[0] = capital(leftMs > 0 ? texts.nextTry(waitWords(leftMs, language)) : texts.nextTryNow);
  }
  if (effect.attempts > 1 || (effect.attempts > 0 && effect.problem))
    parts.push(texts.attempts(effect.attempts));
  return parts.join(' · ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
