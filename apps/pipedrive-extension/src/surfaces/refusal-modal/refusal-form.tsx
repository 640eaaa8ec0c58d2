import { useState } from 'react';
import type { DecisionChoices, RequestDetails } from '#core/contract/request-view.ts';
import type { Api } from '../../api.ts';
import { NoteField } from '../../components/decision/note-field.tsx';
import { ReasonChoice } from '../../components/decision/reason-choice.tsx';
import { useTexts } from '../../components/language-context.ts';
import { ModalForm } from '../../components/modal-form.tsx';
import { CommandNotice } from '../../components/request/command-notice.tsx';
import { WhatWillHappen } from '../../components/request/what-will-happen.tsx';
import { useCommands } from '../../hooks/use-commands.ts';
import { usePreview } from '../../hooks/use-preview.ts';
import { confirmLoss, leavingForm } from '../../host/confirm-loss.ts';
import type { Host } from '../../host/host.ts';
import { MailPreview } from './mail-preview.tsx';
import { refusalTexts } from './texts.ts';
import { emptyForm, refusalDraft, refusedName } from './view-model.ts';

interface FormProps {
  api: Api;
  host: Host;
  request: RequestDetails;
  choices: DecisionChoices;
  onClose(): void;
}

/** The form of a refusal. It closes the modal when the refusal is taken, and says why when it is not. */
export function RefusalFormView({ api, host, request, choices, onClose }: FormProps) {
  const texts = useTexts(refusalTexts);
  const [form, setForm] = useState(() => emptyForm(choices));
  const [isMissing, setMissing] = useState(false);
  const draft = refusalDraft(request.id, form);
  const preview = usePreview(api, draft);
  const commands = useCommands({
    api,
    revision: request.revision,
    onView: () => undefined,
    onEnd: () => undefined,
  });
  const who = refusedName(request);
  async function refuse(): Promise<void> {
    setMissing(draft === null);
    if (draft === null || !(await commands.send({ type: 'refuse-request', ...draft }))) return;
    await host.showMessage(texts.done(who)).catch(() => undefined);
    onClose();
  }
  async function leave(): Promise<void> {
    if (form.note.trim() === '' || (await confirmLoss(host, leavingForm(texts)))) onClose();
  }
  return (
    <ModalForm
      title={texts.title(who)}
      hint={choices.undoSeconds > 0 && texts.undo(choices.undoSeconds)}
      cancel={texts.cancel}
      send={texts.confirm}
      tone="danger"
      isBusy={commands.pending !== null}
      onCancel={() => void leave()}
      onSend={() => void refuse()}
    >
      <CommandNotice commands={commands} />
      <ReasonChoice
        reasons={choices.refusalReasons}
        chosen={form.reason}
        isMissing={isMissing}
        onChoose={(reason) => {
          setMissing(false);
          setForm({ ...form, reason });
        }}
      />
      <NoteField value={form.note} onChange={(note) => setForm({ ...form, note })} />
      <MailPreview preview={preview} isWanted={draft !== null} />
      {draft !== null && (
        <WhatWillHappen
          draft={{ type: 'refuse-request', ...draft }}
          preview={commands.preview}
          revision={request.revision}
          startsOpen
        />
      )}
    </ModalForm>
  );
}
