import { useEffect, useRef } from 'react';
import type { BulkDecisionItem, BulkDecisionView } from '#core/contract/bulk.ts';
import type { Api } from '../../api.ts';
import { useLive } from '../../hooks/use-live.ts';
import type { Visibility } from '../../live/live.ts';
import { isPassing } from '../../service/failures.ts';
import { bulkDecision } from '../../work-calls.ts';
import { Button, LinkButton } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import { Notice } from '../notice.tsx';
import { bulkTexts } from './texts.ts';
import { byNeed, furtherBulk, outcomeCounts, outcomes } from './view-model.ts';

interface ProgressProps {
  api: Api;
  visibility: Visibility;
  bulkId: string;
  /** Whether a click has just begun it: the focus goes here, from the button that is gone. */
  isNew: boolean;
  onShow?: (requestId: string) => void;
  onClose(): void;
  /** The service knows no such decision, or it is another company's. */
  onLost(): void;
}

const [runningMs, doneMs] = [1_000, 15_000];
const tones = {
  advanced: 'success',
  ignored: 'neutral',
  refused: 'warning',
  failed: 'danger',
  waiting: 'info',
};

/** How far a decision about several requests is, and what became of each. */
export function BulkProgress(props: ProgressProps) {
  const { api, bulkId, isNew, onLost } = props;
  const texts = useTexts(bulkTexts);
  const { shown } = useLive<BulkDecisionView>({
    load: (signal) => bulkDecision(api, bulkId, signal),
    merge: furtherBulk,
    delayMs: (before) => (before?.finishedAt ? doneMs : runningMs),
    nowMs: api.clock.nowMs,
    visibility: props.visibility,
  });
  const isLost = shown.problem !== null && !isPassing(shown.problem);
  useEffect(() => {
    if (isLost) onLost();
  }, [isLost, onLost]);
  const region = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isNew) region.current?.focus();
  }, [isNew]);
  return (
    <section ref={region} tabIndex={-1} className="bulk" aria-label={texts.progress}>
      {shown.value === null ? (
        <p className="hint" role="status">
          {shown.problem ? texts.retryLater : texts.loading}
        </p>
      ) : (
        <Told view={shown.value} isAway={shown.problem !== null} {...props} />
      )}
    </section>
  );
}

function Told({
  view,
  isAway,
  onShow,
  onClose,
}: ProgressProps & { view: BulkDecisionView; isAway: boolean }) {
  const texts = useTexts(bulkTexts);
  const isFinished = view.finishedAt !== null;
  const counts = outcomeCounts(view);
  return (
    <>
      <h2>{isFinished ? texts.finished(view.total) : texts.running(view.done, view.total)}</h2>
      <p className="visually-hidden" role="status">
        {isFinished && texts.finished(view.total)}
      </p>
      <progress aria-label={texts.progress} max={view.total} value={view.done} />
      <ul className="bulk-counts">
        {outcomes
          .filter((outcome) => counts[outcome] > 0)
          .map((outcome) => (
            <li key={outcome} className={`badge badge-${tones[outcome]}`}>
              {texts.count[outcome](counts[outcome])}
            </li>
          ))}
      </ul>
      {isAway && <Notice tone="info" title={texts.retryLater} />}
      {!isFinished && <p className="hint">{texts.survives}</p>}
      <details className="bulk-results" open={isFinished}>
        <summary>{texts.results}</summary>
        <ul>
          {byNeed(view.items).map((item) => (
            <Result key={item.requestId} item={item} {...(onShow && { onShow })} />
          ))}
        </ul>
      </details>
      {isFinished && (
        <div className="buttons">
          <Button onClick={onClose}>{texts.close}</Button>
        </div>
      )}
    </>
  );
}

function Result({ item, onShow }: { item: BulkDecisionItem; onShow?: (requestId: string) => void }) {
  const texts = useTexts(bulkTexts);
  return (
    <li data-outcome={item.outcome}>
      <span className={`badge badge-${tones[item.outcome]}`}>{texts.outcome[item.outcome]}</span>
      <span className="bulk-name">
        {onShow ? (
          <LinkButton label={texts.show(item.name)} onClick={() => onShow(item.requestId)}>
            {item.name}
          </LinkButton>
        ) : (
          item.name
        )}
        {item.reason !== null && <span className="hint">{item.reason}</span>}
      </span>
    </li>
  );
}
