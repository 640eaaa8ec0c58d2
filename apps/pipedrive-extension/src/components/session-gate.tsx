import { type ReactNode, Suspense } from 'react';
import type { SessionAnswer } from '#core/contract/session.ts';
import { useSession } from '../hooks/use-session.ts';
import { isSignedOut } from '../service/failures.ts';
import type { Surroundings } from '../start-surface.tsx';
import { LanguageContext } from './language-context.ts';
import { lazyPart } from './lazy-part.tsx';
import { ProblemPage } from './problem-page.tsx';
import { RecordsUrlContext } from './records-url.ts';
import { ShadowBanner, ShadowContext } from './shadow-banner.tsx';

const SignInPage = lazyPart(async () => (await import('./sign-in-page.tsx')).SignInPage);

interface GateProps {
  surroundings: Surroundings;
  /** What stands there until the session is open. */
  loading: ReactNode;
  children: (session: SessionAnswer) => ReactNode;
}

/** Shows a surface once it is known who looks at it, in their language. */
export function SessionGate({ surroundings, loading, children }: GateProps) {
  const { session, problem, retry } = useSession(surroundings);
  return (
    <LanguageContext value={session?.locale ?? surroundings.firstLanguage}>
      {session ? (
        <ShadowContext value={session.shadow}>
          {session.shadow && <ShadowBanner />}
          <RecordsUrlContext value={session.recordsUrl}>{children(session)}</RecordsUrlContext>
        </ShadowContext>
      ) : problem && isSignedOut(problem) ? (
        <Suspense fallback={loading}>
          <SignInPage />
        </Suspense>
      ) : problem ? (
        <ProblemPage problem={problem} onRetry={retry} />
      ) : (
        loading
      )}
    </LanguageContext>
  );
}
