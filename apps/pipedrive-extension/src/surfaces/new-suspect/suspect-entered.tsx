import { useEffect, useRef } from 'react';
import type { ConversionDetails } from '#core/contract/conversion-view.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../components/language-context.ts';
import { Notice } from '../../components/notice.tsx';
import { conversionDetails } from '../../conversion-calls.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useRecords } from '../../hooks/use-records.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { newSuspectTexts } from './texts.ts';

interface EnteredProps {
  surroundings: Surroundings;
  /** What the service answered. */
  entered: ConversionDetails;
  onAnother(): void;
  onClose(): void;
}

const [askEveryMs, doneMs] = [1_000, 15_000];

/** Says that the suspect is kept, and leads to its deal as soon as that is made. */
export function SuspectEntered({ surroundings, entered, onAnother, onClose }: EnteredProps) {
  const { api, host, visibility } = surroundings;
  const texts = useTexts(newSuspectTexts);
  const { shown } = useLive({
    load: (signal) => conversionDetails(api, entered.id, signal),
    merge: (before, arriving) => (before && before.revision > arriving.revision ? before : arriving),
    delayMs: (conversion) => (conversion?.dealId ? doneMs : askEveryMs),
    nowMs: api.clock.nowMs,
    visibility,
  });
  const { openDeal } = useRecords(host, null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const conversion = shown.value ?? entered;
  const { dealId } = conversion;
  const problems = conversion.effects.flatMap(({ problem }) => (problem ? [problem] : []));
  return (
    <div className="state-page entered">
      <span className="state-icon">
        <Icon name="check" size={24} />
      </span>
      <h1 ref={title} tabIndex={-1}>
        {texts.doneTitle}
      </h1>
      <p role="status">{dealId === null ? texts.done : texts.ready}</p>
      {problems.map((problem) => (
        <Notice key={problem.title} tone="warning" title={problem.title}>
          <p>{problem.detail}</p>
        </Notice>
      ))}
      {dealId !== null && openDeal && (
        <Button
          tone="primary"
          onClick={() => {
            openDeal(dealId);
            onClose();
          }}
        >
          {texts.openDeal}
        </Button>
      )}
      <Button onClick={onAnother}>{texts.another}</Button>
      <Button tone="quiet" onClick={onClose}>
        {texts.close}
      </Button>
    </div>
  );
}
