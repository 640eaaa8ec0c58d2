import type { ConversionDetails } from '#core/contract/conversion-view.ts';
import { fullMomentWords } from '../../dates.ts';
import { useLanguage, useTexts } from '../language-context.ts';
import { conversionTexts } from './texts.ts';
import { stepTone } from './view-model.ts';

/** Where the client stands, and since when. */
export function Standing({ conversion }: { conversion: ConversionDetails }) {
  const texts = useTexts(conversionTexts);
  const language = useLanguage();
  const { stepSince, daysInStep, lateCount } = conversion;
  return (
    <section className="facts">
      <p className="standing">
        <span className={`badge badge-${stepTone(conversion.step)}`}>{conversion.stepText}</span>
        {lateCount > 0 && <span className="badge badge-danger">{texts.late(lateCount)}</span>}
        {conversion.blocked && <span className="badge badge-warning">{texts.blockedMark}</span>}
        <time className="hint" dateTime={stepSince} title={fullMomentWords(stepSince, language)}>
          {texts.since(daysInStep)}
        </time>
      </p>
      <h2 className="name">{texts.title}</h2>
      {conversion.isOptedOut && <p className="hint">{texts.optedOut}</p>}
    </section>
  );
}
