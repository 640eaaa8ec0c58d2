import { useCallback, useState } from 'react';
import type { DecisionChoices, RequestView } from '#core/contract/request-view.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import { BulkFields } from '../../components/bulk/bulk-fields.tsx';
import { BulkProgress } from '../../components/bulk/bulk-progress.tsx';
import { bulkTexts } from '../../components/bulk/texts.ts';
import { ableTo, type BulkForm, bulkDraft, nameOf } from '../../components/bulk/view-model.ts';
import { Button } from '../../components/button.tsx';
import { useTexts } from '../../components/language-context.ts';
import { ModalForm } from '../../components/modal-form.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemPage } from '../../components/problem-page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StatePage } from '../../components/state-page.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useBulkOrder } from '../../hooks/use-bulk-order.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { refusalTexts } from './texts.ts';

interface SeveralProps {
  surroundings: Surroundings;
  session: SessionAnswer;
  requests: readonly RequestView[];
  onClose(): void;
}

/** The refusal of several requests at once, with one reason and one note, and then what became of each. */
export function SeveralRefusals({ surroundings, session, requests, onClose }: SeveralProps) {
  const { api, visibility } = surroundings;
  const texts = useTexts(refusalTexts);
  const [bulkId, setBulkId] = useState<string | null>(null);
  const { answer, retry } = useAnswer(useCallback((signal: AbortSignal) => api.choices(signal), [api]));
  // What may be refused is settled when the modal opens: the number confirmed is the number sent.
  const [able] = useState(() => ableTo(requests, 'refuse-request'));
  if (answer === null) return <Skeleton label={texts.loadingSeveral} />;
  if (!answer.ok) return <ProblemPage problem={answer.problem} onRetry={retry} />;
  if (bulkId !== null) {
    return (
      <div className="modal-scroll">
        <BulkProgress
          api={api}
          visibility={visibility}
          bulkId={bulkId}
          isNew
          onClose={onClose}
          onLost={onClose}
        />
      </div>
    );
  }
  if (able.length === 0) {
    const deciders = answer.value.deciders.join(', ');
    return (
      <StatePage
        icon={session.mayDecide ? 'info' : 'lock'}
        title={session.mayDecide ? texts.closedAllTitle : texts.notAllowedTitle}
        detail={session.mayDecide ? texts.closedAll : texts.notAllowed(deciders)}
      >
        <Button onClick={onClose}>{texts.close}</Button>
      </StatePage>
    );
  }
  return (
    <SeveralForm
      {...{ surroundings, able, onClose }}
      leftOutCount={requests.length - able.length}
      choices={answer.value}
      onBegun={setBulkId}
    />
  );
}

interface SeveralFormProps {
  surroundings: Surroundings;
  able: readonly RequestView[];
  leftOutCount: number;
  choices: DecisionChoices;
  onClose(): void;
  onBegun(bulkId: string): void;
}

function SeveralForm({ surroundings, able, leftOutCount, choices, onClose, onBegun }: SeveralFormProps) {
  const texts = useTexts(refusalTexts);
  const words = useTexts(bulkTexts);
  const [form, setForm] = useState<BulkForm>(() => onlyReason(choices));
  const [isMissing, setMissing] = useState(false);
  const order = useBulkOrder(surroundings.api);
  const title = words.title['refuse-request'](able.length);
  async function refuse(): Promise<void> {
    const draft = bulkDraft('refuse-request', form);
    setMissing(draft === null);
    if (draft === null || order.isBusy) return;
    const ids = able.map(({ id }) => id);
    const bulkId = await order.send(draft, ids);
    if (bulkId !== null) onBegun(bulkId);
  }
  return (
    <ModalForm
      title={title}
      hint={choices.undoSeconds > 0 && words.undoEach(choices.undoSeconds)}
      cancel={texts.cancel}
      send={title}
      tone="danger"
      isBusy={order.isBusy}
      onCancel={onClose}
      onSend={() => void refuse()}
    >
      {order.problem && (
        <Notice tone="danger" title={words.failedTitle}>
          <p>
            {order.problem.title}. {order.problem.detail}
          </p>
        </Notice>
      )}
      <ul className="lines" aria-label={texts.severalNames}>
        {able.map((request) => (
          <li key={request.id}>{nameOf(request)}</li>
        ))}
      </ul>
      {leftOutCount > 0 && <p className="hint">{words.leftOut(leftOutCount)}</p>}
      <BulkFields
        type="refuse-request"
        {...{ form, choices, isMissing }}
        onChange={(changed) => {
          setMissing(false);
          setForm({ ...form, ...changed });
        }}
      />
      <p>{words.consequence['refuse-request']}</p>
    </ModalForm>
  );
}

/** A refusal is serious: nothing is preselected unless there is only one reason. */
function onlyReason({ refusalReasons: [first, second] }: DecisionChoices): BulkForm {
  return { target: '', reason: first && !second ? first.key : null, note: '', document: '' };
}
