import type { SessionAnswer } from '#core/contract/session.ts';
import { useLive } from '../../hooks/use-live.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { Icon } from '../icon.tsx';
import { useTexts } from '../language-context.ts';
import { findingsEveryMs, readFindings } from './findings.ts';
import { findingsLineTexts } from './texts.ts';

interface LineProps {
  surroundings: Surroundings;
  session: SessionAnswer;
}

/** One line that leads to the settings when something has to be put right there; for those who can do it. */
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
  const { records } = host;
  // The region stays, so that the words are read out when they come.
  return (
    <div role="status">
      {count > 0 && (
        <p className="banner">
          <Icon name="alert" />
          <span>
            {texts.line(count)}
            {' – '}
            {records ? (
              <button
                type="button"
                className="link"
                aria-label={texts.seeSettings}
                onClick={() => void records.openSettings().catch(() => undefined)}
              >
                {texts.see}
              </button>
            ) : (
              <a href="settings" aria-label={texts.seeSettings}>
                {texts.see}
              </a>
            )}
          </span>
        </p>
      )}
    </div>
  );
}
