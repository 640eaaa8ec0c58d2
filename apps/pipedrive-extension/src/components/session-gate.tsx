import type { ReactNode } from 'react';
import type { SessionAnswer } from '#core/contract/session.ts';
import { useSession } from '../hooks/use-session.ts';
import type { Surroundings } from '../start-surface.tsx';
import { LanguageContext } from './language-context.ts';
import { ProblemPage } from './problem-page.tsx';
import { ShadowBanner, ShadowContext } from './shadow-banner.tsx';

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
          {children(session)}
        </ShadowContext>
      ) : problem ? (
        <ProblemPage problem={problem} onRetry={retry} />
      ) : (
        loading
      )}
    </LanguageContext>
  );
}
