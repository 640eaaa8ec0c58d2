import { useState } from 'react';
import { TextField } from '../../../components/fields.tsx';
import { Form } from '../../../components/form.tsx';
import { sizeWords } from '../../../dates.ts';
import { useDesk } from '../view/desk.ts';
import type { RequestFormProps } from '../view/request-actions.tsx';
import { useWords } from '../words-context.ts';
import { EndOfForm } from './end-of-form.tsx';
import { formTexts } from './texts.ts';

/** Which document the person is asked for. */
export function AskForEvidence({ request, onClose }: RequestFormProps) {
  const { t } = useWords(formTexts);
  const { commands } = useDesk();
  const [document, setDocument] = useState('');
  const [isMissing, setMissing] = useState(false);
  async function ask() {
    setMissing(!document.trim());
    if (!document.trim()) return;
    const draft = { type: 'ask-for-evidence', requestId: request.id, document: document.trim() } as const;
    if (await commands.send(draft, request.id, request.revision)) onClose();
  }
  return (
    <Form label={t('ask_now')} onSubmit={() => void ask()} onClose={onClose}>
      <TextField
        label={t('document')}
        value={document}
        onChange={setDocument}
        lengthMax={300}
        isRequired
        problem={isMissing ? t('document_missing') : null}
      />
      <EndOfForm text="ask_now" onClose={onClose} isBusy={commands.pending === 'ask-for-evidence'} />
    </Form>
  );
}

/** Which file of the conversation is the document; or none, where one is awaited and came another way. */
export function RecordEvidence({ request, onClose }: RequestFormProps) {
  const { t, language } = useWords(formTexts);
  const { commands, view } = useDesk();
  const files = view.attachments;
  const [chosen, setChosen] = useState(() => files.find(({ problem }) => problem === null)?.id ?? null);
  const { conversationId } = view;
  async function record() {
    const attachment = chosen !== null && { attachment: { conversationId, attachmentId: chosen } };
    const draft = { type: 'record-evidence', requestId: request.id, ...attachment } as const;
    if (await commands.send(draft, request.id, request.revision)) onClose();
  }
  return (
    <Form label={t('record_now')} onSubmit={() => void record()} onClose={onClose}>
      <fieldset>
        <legend>{t('which_file')}</legend>
        {files.map(({ id, name, size, problem }) => (
          <FileLine
            key={id}
            isChosen={chosen === id}
            onChoose={() => setChosen(id)}
            problem={problem}
            name={`${name} (${sizeWords(size, language)})`}
          />
        ))}
        {request.allowedCommands.includes('record-evidence') && (
          <FileLine
            isChosen={chosen === null}
            onChoose={() => setChosen(null)}
            problem={null}
            name={t('no_file')}
          />
        )}
      </fieldset>
      <EndOfForm text="record_now" onClose={onClose} isBusy={commands.pending === 'record-evidence'} />
    </Form>
  );
}

interface FileLineProps {
  name: string;
  isChosen: boolean;
  onChoose(): void;
  /** Why it cannot be taken. */
  problem: string | null;
}

function FileLine({ name, isChosen, onChoose, problem }: FileLineProps) {
  return (
    <label className="match">
      <input type="radio" name="file" checked={isChosen} onChange={onChoose} disabled={problem !== null} />
      <span>
        {name}
        {problem && <span className="wrong">{problem}</span>}
      </span>
    </label>
  );
}
