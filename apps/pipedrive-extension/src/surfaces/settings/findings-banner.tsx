import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import { Button } from '../../components/button.tsx';
import { useLanguage, useTexts } from '../../components/language-context.ts';
import { Notice } from '../../components/notice.tsx';
import { momentWords } from '../../dates.ts';
import { useVocabulary } from './form-context.ts';
import { settingOf } from './model/findings.ts';
import { hashOf } from './model/sections.ts';
import { pathWords } from './model/words.ts';
import { checkTexts } from './texts/checks.ts';
import { findingsTexts } from './texts/findings.ts';
import type { Findings } from './use-findings.ts';
import { focusOn } from './use-focus-on.ts';

interface BannerProps {
  findings: Findings;
  /** Of the findings, those that are to be shown. */
  items: readonly DoctorCheck[];
  nowMs: number;
}

/** Above every section: what has to be put right, what to do, who does it, and when it was looked at. */
export function FindingsBanner({ findings, items, nowMs }: BannerProps) {
  const texts = useTexts(findingsTexts);
  const words = useTexts(checkTexts);
  const language = useLanguage();
  const { view, isChecking, wasChecked, trouble, check } = findings;
  const isOpen = items.length > 0;
  return (
    <section aria-label={texts.region} className="findings">
      {isOpen && (
        <Notice tone="warning" title={texts.title(items.length)}>
          <ul className="lines">
            {items.map((item) => (
              <Finding key={`${item.area} ${item.name} ${item.detail}`} item={item} />
            ))}
          </ul>
          {trouble && <p>{trouble.title}</p>}
          <p className="findings-foot">
            {view?.at && <span>{words.at(momentWords(view.at, nowMs, language))}</span>}
            <Button tone="quiet" busy={isChecking} onClick={check}>
              {words.again}
            </Button>
          </p>
        </Notice>
      )}
      {!isOpen && wasChecked && <Notice tone="info" title={texts.allWell} />}
    </section>
  );
}

function Finding({ item }: { item: DoctorCheck }) {
  const words = useTexts(checkTexts);
  const { detail, fix, who } = item;
  return (
    <li>
      <Place item={item} />
      {` – ${detail}`}
      {fix !== null && (
        <p>
          {words.fix(fix)} {who !== null && `(${words.who[who]})`}
        </p>
      )}
    </li>
  );
}

/** What the finding is about; a setting leads to its field. */
function Place({ item }: { item: DoctorCheck }) {
  const vocabulary = useVocabulary();
  const setting = settingOf(item);
  if (setting === null) return <strong>{item.name}</strong>;
  const { section, path } = setting;
  return (
    <a href={hashOf(section, path)} onClick={() => focusOn(path)}>
      {pathWords(path, vocabulary)}
    </a>
  );
}
