import { useState } from 'react';
import { useTexts } from '../../language-context.ts';
import { Radios } from './fields.tsx';
import { FormFrame, type FormProps } from './form-frame.tsx';
import { formTexts } from './texts.ts';

/** The first contact after the account: a mail, or a call (DS-30). */
export function WelcomeForm({ choices: _none, foresee, onSend, ...frame }: FormProps) {
  const texts = useTexts(formTexts);
  const [how, setHow] = useState<'mail' | 'call'>('mail');
  const ask = { type: 'welcome-client', how } as const;
  return (
    <FormFrame {...frame} foreseen={{ ask, foresee }} onSubmit={() => onSend(ask)}>
      <Radios<'mail' | 'call'>
        legend={texts.how}
        options={[
          { value: 'mail', label: texts.byMail },
          { value: 'call', label: texts.byCall },
        ]}
        chosen={how}
        onChoose={setHow}
      />
    </FormFrame>
  );
}
