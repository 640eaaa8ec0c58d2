import type { SessionAnswer } from '#core/contract/session.ts';
import { useLive } from '../../hooks/use-live.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { Icon } from '../icon.tsx';
import { useTexts } from '../language-context.ts';
import { findingsEveryMs, readFindings } from './read-findings.ts';
import { findingsLineTexts } from './texts.ts';

interface LineProps {
  surroundings: Surroundings;
  session: SessionAnswer;
}

/** One line that says how much has to be put right, and leads to where it is said; for those who can do it. */
export function FindingsLine({ surroundings, session }: LineProps) {
  return session.mayConfigure ? <Line {...surroundings} /> : null;
}

function Line({ api, host, visibility }: Surroundings) {
  const texts = useTexts(findingsLineTexts);
  const { shown } = useLive({
    load: (signal) => readFindings(api, signal),
    merge: (_before, arriving) => arriving,
    delayMs: () => findingsEveryMs,
    nowMs: api.clock.nowMs,
    visibility,
  });
  const count = shown.value?.items.length ?? 0;
  const { pages } = host;
  // The region stays, so that the words are read out when they come.
  return (
    <div role="status">
      {count > 0 && (
        <p className="banner">
          <Icon name="alert" />
          <span>
            {texts.line(count)}
            {' – '}
            {pages ? (
              <button
                type="button"
                className="link"
                onClick={() => void pages.openSettings().catch(() => undefined)}
              >
                {texts.see}
              </button>
            ) : (
              <a href="settings">{texts.see}</a>
            )}
          </span>
        </p>
      )}
    </div>
  );
}
