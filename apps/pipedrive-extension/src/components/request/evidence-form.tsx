import { useState } from 'react';
import type { Commands } from '../../hooks/use-commands.ts';
import { Button } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import { TextField } from '../text-field.tsx';
import { requestTexts } from './texts.ts';

/** The longest name of a document that the service takes. */
const documentLengthMax = 300;

/** "Ask for evidence": a link until it is wanted, then one field and two buttons. */
export function EvidenceForm({ requestId, commands }: { requestId: string; commands: Commands }) {
  const texts = useTexts(requestTexts);
  const [document, setDocument] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  if (document === null) {
    return (
      <Button tone="quiet" disabled={commands.pending !== null} onClick={() => setDocument('')}>
        {texts.askForEvidence}
      </Button>
    );
  }
  const send = async () => {
    setWrong(document.trim() === '');
    if (document.trim() === '') return;
    const done = await commands.send({ type: 'ask-for-evidence', requestId, document: document.trim() });
    if (done) setDocument(null);
  };
  return (
    <div className="evidence-form">
      <TextField
        label={texts.evidenceDocument}
        placeholder={texts.evidenceExample}
        lengthMax={documentLengthMax}
        problem={isWrong ? texts.evidenceMissing : null}
        value={document}
        onChange={(next) => {
          setWrong(false);
          setDocument(next);
        }}
        onEnter={() => void send()}
        startsFocused
      />
      <div className="buttons">
        <Button
          tone="primary"
          busy={commands.pending?.type === 'ask-for-evidence'}
          disabled={commands.pending !== null}
          onClick={() => void send()}
        >
          {texts.evidenceSend}
        </Button>
        <Button tone="quiet" onClick={() => setDocument(null)}>
          {texts.cancel}
        </Button>
      </div>
    </div>
  );
}
