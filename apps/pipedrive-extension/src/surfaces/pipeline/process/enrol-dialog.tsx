import { useState } from 'react';
import type { ConversionChoices, ConversionView } from '#core/contract/conversion-view.ts';
import type { Api } from '../../../api.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import { sharedTexts } from '../../../components/texts.ts';
import { clientName } from '../client-name.ts';
import { processTexts } from './texts.ts';
import { type EnrolProgress, useEnrol } from './use-enrol.ts';

interface DialogProps {
  api: Api;
  rule: ConversionChoices['followUps'][number];
  customers: readonly ConversionView[];
  /** `isBegun`: whether the follow-up began for anybody, or may have. */
  onClose(isBegun: boolean): void;
}

/** Asks before a follow-up begins for many, then says what became of each. */
export function EnrolDialog({ api, rule, customers, onClose }: DialogProps) {
  const texts = useTexts(processTexts);
  // Who is followed up is settled when the dialog opens: the number confirmed is the number sent.
  const [chosen] = useState(customers);
  const ids = chosen.map(({ id }) => id);
  const { progress, run } = useEnrol(api, rule.key, ids);
  const title = texts.enrolTitle(chosen.length, rule.label);
  const close = () => {
    if (!progress?.isRunning) onClose(progress !== null);
  };
  return (
    <Dialog title={title} onClose={close}>
      {progress === null ? (
        <>
          <p>{texts.enrolLead}</p>
          <p className="hint">{texts.enrolLeftHint}</p>
        </>
      ) : (
        <Told progress={progress} customers={chosen} />
      )}
      <Answers progress={progress} onRun={() => void run()} onClose={close} />
    </Dialog>
  );
}

interface AnswerProps {
  progress: EnrolProgress | null;
  onRun(): void;
  onClose(): void;
}

function Answers({ progress, onRun, onClose }: AnswerProps) {
  const texts = useTexts(processTexts);
  const shared = useTexts(sharedTexts);
  return (
    <div className="buttons dialog-buttons">
      <Button disabled={progress?.isRunning ?? false} onClick={onClose}>
        {progress === null ? texts.cancel : texts.close}
      </Button>
      {(progress === null || progress.isRunning || progress.problem) && (
        <Button tone="primary" busy={progress?.isRunning ?? false} onClick={onRun}>
          {progress?.problem ? shared.tryAgain : texts.enrolDo}
        </Button>
      )}
    </div>
  );
}

function Told({ progress, customers }: { progress: EnrolProgress; customers: readonly ConversionView[] }) {
  const texts = useTexts(processTexts);
  const { done, total, enrolled, left, isRunning, problem } = progress;
  const names = new Map(customers.map((one) => [one.id, clientName(one)]));
  return (
    <>
      <progress aria-label={texts.enrolDo} max={total} value={done} />
      <p role="status">{isRunning ? texts.enrolRunning(done, total) : texts.enrolled(enrolled)}</p>
      {left.length > 0 && (
        <div>
          <p>{texts.left(left.length)}</p>
          <ul className="lines">
            {left.map(({ conversionId, why }) => (
              <li key={conversionId}>
                <strong>{names.get(conversionId)}</strong> {why}
              </li>
            ))}
          </ul>
        </div>
      )}
      {problem && (
        <Notice tone="danger" title={texts.stopped}>
          <p>
            {problem.title}. {problem.detail}
          </p>
        </Notice>
      )}
    </>
  );
}
