import { Suspense, useCallback, useEffect, useMemo } from 'react';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { ProblemPage } from '../../components/problem-page.tsx';
import { SessionGate } from '../../components/session-gate.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { createSettingsApi } from './settings-api.ts';
import { pageTexts } from './texts/page.ts';

const loadPage = async () => (await import('./settings-page.tsx')).SettingsPage;
const SettingsPage = lazyPart(loadPage);

/** What a company configures, inside Pipedrive. */
export function SettingsSurface({ surroundings }: { surroundings: Surroundings }) {
  const texts = pageTexts[surroundings.firstLanguage];
  // Fetched beside the session and the settings, so that nobody waits for it alone.
  useEffect(() => void loadPage().catch(() => undefined), []);
  return (
    <main className="settings">
      <SessionGate surroundings={surroundings} loading={<Skeleton label={texts.loading} />}>
        {({ mayConfigure }) => <Loaded surroundings={surroundings} mayConfigure={mayConfigure} />}
      </SessionGate>
    </main>
  );
}

function Loaded({ surroundings, mayConfigure }: { surroundings: Surroundings; mayConfigure: boolean }) {
  const texts = useTexts(pageTexts);
  const api = useMemo(() => createSettingsApi(surroundings.api), [surroundings.api]);
  const ask = useCallback((signal: AbortSignal) => api.settings(signal), [api]);
  const { answer, retry } = useAnswer(ask);
  if (answer === null) return <Skeleton label={texts.loading} />;
  if (!answer.ok) return <ProblemPage problem={answer.problem} onRetry={retry} />;
  return (
    <Suspense fallback={<Skeleton label={texts.loading} />}>
      <SettingsPage surroundings={surroundings} api={api} first={answer.value} mayConfigure={mayConfigure} />
    </Suspense>
  );
}
