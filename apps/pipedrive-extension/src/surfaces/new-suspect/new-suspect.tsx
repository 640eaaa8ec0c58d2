import { Suspense, useCallback, useState } from 'react';
import type { ConversionDetails } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { SessionGate } from '../../components/session-gate.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { SuspectFormView } from './suspect-form.tsx';
import { newSuspectTexts } from './texts.ts';
import { emptySuspect } from './view-model.ts';

const SuspectEntered = lazyPart(async () => (await import('./suspect-entered.tsx')).SuspectEntered);

/** The modal in which staff enter somebody who could become a client. */
export function NewSuspect({ surroundings }: { surroundings: Surroundings }) {
  const texts = newSuspectTexts[surroundings.firstLanguage];
  return (
    <main className="modal">
      <SessionGate surroundings={surroundings} loading={<Skeleton label={texts.loading} />}>
        {() => <Suspect surroundings={surroundings} />}
      </SessionGate>
    </main>
  );
}

function Suspect({ surroundings }: { surroundings: Surroundings }) {
  const { api, host } = surroundings;
  const texts = useTexts(newSuspectTexts);
  const [entered, setEntered] = useState<ConversionDetails | null>(null);
  const { answer } = useAnswer(useCallback((signal: AbortSignal) => api.choices(signal), [api]));
  const close = () => void host.closeModal().catch(() => undefined);
  if (entered !== null) {
    return (
      <Suspense fallback={<Skeleton label={texts.loading} />}>
        <SuspectEntered
          surroundings={surroundings}
          entered={entered}
          onAnother={() => setEntered(null)}
          onClose={close}
        />
      </Suspense>
    );
  }
  return (
    <SuspectFormView
      surroundings={surroundings}
      owners={answer?.ok ? answer.value.owners : []}
      first={emptySuspect}
      onEntered={(view) => (view ? setEntered(view) : close())}
      onClose={close}
    />
  );
}
