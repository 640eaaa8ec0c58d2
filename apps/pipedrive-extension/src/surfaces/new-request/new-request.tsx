import { Suspense, useCallback, useState } from 'react';
import type { DecisionChoices } from '#core/contract/request-view.ts';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { SessionGate } from '../../components/session-gate.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { EntryFormView } from './entry-form.tsx';
import { newRequestTexts } from './texts.ts';
import { emptyEntry } from './view-model.ts';

const Entered = lazyPart(async () => (await import('./entered.tsx')).Entered);

/** The modal in which staff enter a request for somebody on the phone or at an event. */
export function NewRequest({ surroundings }: { surroundings: Surroundings }) {
  const texts = newRequestTexts[surroundings.firstLanguage];
  return (
    <main className="modal">
      <SessionGate surroundings={surroundings} loading={<Skeleton label={texts.loading} />}>
        {() => <Entry surroundings={surroundings} />}
      </SessionGate>
    </main>
  );
}

/** What was entered, and what the service said of it. */
interface Done {
  requestId: string | null;
  submissionId: string | null;
  isJoined: boolean;
}

function Entry({ surroundings }: { surroundings: Surroundings }) {
  const { api, host } = surroundings;
  const texts = useTexts(newRequestTexts);
  const [done, setDone] = useState<Done | null>(null);
  const { answer } = useAnswer(useCallback((signal: AbortSignal) => api.choices(signal), [api]));
  const choices: DecisionChoices | null = answer?.ok ? answer.value : null;
  const close = () => void host.closeModal().catch(() => undefined);
  if (done !== null) {
    return (
      <Suspense fallback={<Skeleton label={texts.loading} />}>
        <Entered {...done} surroundings={surroundings} onAnother={() => setDone(null)} onClose={close} />
      </Suspense>
    );
  }
  return (
    <EntryFormView
      api={api}
      host={host}
      choices={choices}
      first={emptyEntry}
      onClose={close}
      onEntered={({ requestId, submissionId, outcome }) =>
        setDone({ requestId, submissionId, isJoined: outcome === 'ignored' })
      }
    />
  );
}
