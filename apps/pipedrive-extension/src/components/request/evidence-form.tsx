import { useState } from 'react';
import type { Commands } from '../../hooks/use-commands.ts';
import { Button } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import { OneLineForm } from '../one-line-form.tsx';
import { requestTexts } from './texts.ts';

/** The longest name of a document that the service takes. */
const documentLengthMax = 300;

/** "Ask for evidence": a link until it is wanted, then one field and two buttons. */
export function EvidenceForm({ requestId, commands }: { requestId: string; commands: Commands }) {
  const texts = useTexts(requestTexts);
  const [isOpen, setOpen] = useState(false);
  const isBlocked = commands.pending !== null;
  if (!isOpen) {
    return (
      <Button tone="quiet" disabled={isBlocked} onClick={() => setOpen(true)}>
        {texts.askForEvidence}
      </Button>
    );
  }
  const send = async (document: string) => {
    if (await commands.send({ type: 'ask-for-evidence', requestId, document })) setOpen(false);
  };
  return (
    <OneLineForm
      label={texts.evidenceDocument}
      placeholder={texts.evidenceExample}
      lengthMax={documentLengthMax}
      missing={texts.evidenceMissing}
      send={texts.evidenceSend}
      cancel={texts.cancel}
      isBlocked={isBlocked}
      isBusy={commands.pending?.type === 'ask-for-evidence'}
      onSend={(document) => void send(document)}
      onCancel={() => setOpen(false)}
    />
  );
}
