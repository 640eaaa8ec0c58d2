import { type ReactNode, useId, useState } from 'react';
import type { RequestDetails } from '#core/contract/request-view.ts';
import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../components/language-context.ts';
import { StepBadge } from '../../components/request/step-badge.tsx';
import { panelTexts } from './texts.ts';
import { isFinished } from './view-model.ts';

interface FoldProps {
  details: RequestDetails;
  /** Whether the deal's way is shown below. */
  isFollowed: boolean;
  /** The service's time in milliseconds. */
  nowMs: () => number;
  children: ReactNode;
}

/** A request that is over takes one line, where the deal's way is what matters now. */
export function RequestFold({ details, isFollowed, nowMs, children }: FoldProps) {
  const texts = useTexts(panelTexts);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const isFolding = isFollowed && isFinished(details, nowMs());
  return (
    <div className="request-beside">
      {isFolding && (
        <p className="standing request-fold-head">
          <button
            type="button"
            className="disclosure"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="chevron-right" size={12} />
            {texts.title}
          </button>
          <StepBadge step={details.step} />
        </p>
      )}
      <div id={id} hidden={isFolding && !isOpen}>
        {children}
      </div>
    </div>
  );
}
