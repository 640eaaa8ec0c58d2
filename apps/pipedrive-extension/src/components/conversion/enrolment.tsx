import { useState } from 'react';
import { useFold } from '../../hooks/use-fold.ts';
import { Button } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import type { CardProps } from './ask-button.tsx';
import { Select } from './forms/fields.tsx';
import { FormFrame } from './forms/form-frame.tsx';
import { formTexts } from './forms/texts.ts';
import { conversionTexts } from './texts.ts';

/** Begins a follow-up by hand, in the version it has now. */
export function Enrolment({ choices, asking }: CardProps) {
  const { ask } = useTexts(conversionTexts);
  const forms = useTexts(formTexts);
  const fold = useFold();
  const [rule, setRule] = useState(choices.followUps[0]?.key ?? '');
  const isBusy = asking.pending?.type === 'enrol';
  const send = async () => {
    if (await asking.send({ type: 'enrol', rule })) fold.close();
  };
  if (!fold.isOpen) {
    return (
      <Button ref={fold.opener} tone="quiet" disabled={asking.pending !== null} onClick={fold.open}>
        {`${ask.enrol}…`}
      </Button>
    );
  }
  return (
    <FormFrame send={forms.begin} isBusy={isBusy} onCancel={fold.close} onSubmit={() => void send()}>
      <Select
        label={forms.rule}
        options={choices.followUps.map(({ key, label }) => ({ value: key, label }))}
        value={rule}
        startsFocused
        onChoose={setRule}
      />
    </FormFrame>
  );
}
