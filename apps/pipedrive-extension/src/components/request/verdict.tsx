import type { RequestView } from '#core/contract/request-view.ts';
import { Icon, type IconName } from '../icon.tsx';
import { useTexts } from '../language-context.ts';
import { Notice } from '../notice.tsx';
import { requestTexts } from './texts.ts';

const looks: Record<RequestView['verdict'], { tone: string; icon: IconName }> = {
  eligible: { tone: 'success', icon: 'check' },
  'needs-evidence': { tone: 'warning', icon: 'alert' },
  'not-eligible': { tone: 'danger', icon: 'close' },
  unknown: { tone: 'neutral', icon: 'clock' },
};

/** What the evidence says, why, and what is worth a look before deciding. */
export function Verdict({ details }: { details: Pick<RequestView, 'verdict' | 'reasons' | 'warnings'> }) {
  const texts = useTexts(requestTexts);
  const { tone, icon } = looks[details.verdict];
  const reasons =
    details.verdict === 'unknown' && details.reasons.length === 0 ? [texts.verdictUnknown] : details.reasons;
  return (
    <section className={`verdict verdict-${tone}`}>
      <h3>
        <Icon name={icon} />
        {texts.verdict[details.verdict]}
      </h3>
      {reasons.length > 0 && <Lines lines={reasons} />}
      {details.warnings.length > 0 && (
        <Notice tone="warning" title={texts.warnings}>
          <Lines lines={details.warnings} />
        </Notice>
      )}
    </section>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
