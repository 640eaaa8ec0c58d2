import { useState } from 'react';
import { useTexts } from '../../language-context.ts';
import type { Channel } from '../ask.ts';
import { conversionTexts } from '../texts.ts';
import { Note, Select } from './fields.tsx';
import { FormFrame, type FormProps } from './form-frame.tsx';
import { formTexts } from './texts.ts';

const channels = [
  'call',
  'mail',
  'mailing',
  'meeting',
  'event',
  'help-desk',
  'form',
] as const satisfies Channel[];

/** How people were in touch, and what was said. */
export function ContactForm({ choices: _none, foresee: _plain, onSend, ...frame }: FormProps) {
  const texts = useTexts(formTexts);
  const { channel: names } = useTexts(conversionTexts);
  const [channel, setChannel] = useState<Channel>('call');
  const [note, setNote] = useState('');
  return (
    <FormFrame
      {...frame}
      onSubmit={() => onSend({ type: 'record-contact', channel, note: note.trim() || null })}
    >
      <Select
        label={texts.channel}
        options={channels.map((value) => ({ value, label: names[value] }))}
        value={channel}
        startsFocused
        onChoose={(value) => setChannel(channels.find((each) => each === value) ?? 'call')}
      />
      <Note label={texts.note} value={note} onChange={setNote} />
    </FormFrame>
  );
}
