import { useCallback, useState } from 'react';
import type { BulkDecisionType } from '#core/contract/bulk.ts';
import type { DecisionChoices, RequestView } from '#core/contract/request-view.ts';
import type { Api } from '../../api.ts';
import { useBulkOrder } from '../../hooks/use-bulk-order.ts';
import type { CommandDraft } from '../../live/command-draft.ts';
import { previewCommand } from '../../work-calls.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { useTexts } from '../language-context.ts';
import { Notice } from '../notice.tsx';
import { WhatWillHappen } from '../request/what-will-happen.tsx';
import { BulkFields } from './bulk-fields.tsx';
import { bulkTexts } from './texts.ts';
import { ableTo, type BulkForm, bulkDraft, nameOf } from './view-model.ts';

interface BulkDialogProps {
  api: Api;
  type: BulkDecisionType;
  selected: readonly RequestView[];
  choices: DecisionChoices;
  onClose(): void;
  onBegun(bulkId: string): void;
}

/** Asks before many requests are decided: what, how many, and what comes of it. */
export function BulkDialog({ api, type, selected, choices, onClose, onBegun }: BulkDialogProps) {
  const texts = useTexts(bulkTexts);
  const [form, setForm] = useState<BulkForm>(() => firstForm(choices));
  const [isMissing, setMissing] = useState(false);
  // What may be decided is settled when the dialog opens: the number confirmed is the number sent.
  const [able] = useState(() => ableTo(selected, type));
  const order = useBulkOrder(api);
  const draft = bulkDraft(type, form);
  async function confirm(): Promise<void> {
    setMissing(draft === null);
    if (draft === null || order.isBusy) return;
    const ids = able.map(({ id }) => id);
    const bulkId = await order.send(draft, ids);
    if (bulkId !== null) onBegun(bulkId);
  }
  const title = texts.title[type](able.length);
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{texts.consequence[type]}</p>
      {able.length < selected.length && (
        <p className="hint">{texts.leftOut(selected.length - able.length)}</p>
      )}
      <BulkFields
        type={type}
        form={form}
        choices={choices}
        isMissing={isMissing}
        onChange={(changed) => {
          setMissing(false);
          setForm({ ...form, ...changed });
        }}
      />
      <Example api={api} request={able[0]} draft={draft} />
      {choices.undoSeconds > 0 && <p className="hint">{texts.undoEach(choices.undoSeconds)}</p>}
      {order.problem && (
        <Notice tone="danger" title={texts.failedTitle}>
          <p>
            {order.problem.title}. {order.problem.detail}
          </p>
        </Notice>
      )}
      <div className="buttons dialog-buttons">
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button
          tone={type === 'refuse-request' ? 'danger' : 'primary'}
          busy={order.isBusy}
          disabled={able.length === 0}
          onClick={() => void confirm()}
        >
          {title}
        </Button>
      </div>
    </Dialog>
  );
}

function firstForm(choices: DecisionChoices): BulkForm {
  const [reason, second] = choices.refusalReasons;
  return {
    target: choices.targets[0]?.key ?? '',
    reason: reason && !second ? reason.key : null,
    note: '',
    document: '',
  };
}

interface ExampleProps {
  api: Api;
  request: RequestView | undefined;
  draft: ReturnType<typeof bulkDraft>;
}

/** What happens to the first of them, effect by effect. */
function Example({ api, request, draft }: ExampleProps) {
  const texts = useTexts(bulkTexts);
  const preview = useCallback(
    (wanted: CommandDraft, signal: AbortSignal) => previewCommand(api, wanted, signal),
    [api],
  );
  if (!request) return null;
  return (
    <div className="example">
      <span className="hint">{texts.example(nameOf(request))}</span>
      <WhatWillHappen
        draft={draft && { ...draft, requestId: request.id }}
        preview={preview}
        revision={request.revision}
      />
    </div>
  );
}
