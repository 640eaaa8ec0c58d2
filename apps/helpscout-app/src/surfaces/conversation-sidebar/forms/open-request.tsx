import { useState } from 'react';
import { TextField } from '../../../components/fields.tsx';
import { Form } from '../../../components/form.tsx';
import { useDesk } from '../view/desk.ts';
import { NewsOf } from '../view/notices.tsx';
import { useWords } from '../words-context.ts';
import { EndOfForm } from './end-of-form.tsx';
import { formTexts } from './texts.ts';

const fields = [
  { name: 'name', text: 'name', kind: 'text', lengthMax: 200 },
  { name: 'email', text: 'email', kind: 'email', lengthMax: 254 },
  { name: 'organization', text: 'organization_optional', kind: 'text', lengthMax: 200 },
  { name: 'phone', text: 'phone', kind: 'tel', lengthMax: 50 },
  { name: 'need', text: 'need', kind: 'long', lengthMax: 3000 },
] as const;

type Entry = Record<(typeof fields)[number]['name'], string>;

interface OpenRequestProps {
  onClose(): void;
  onOpened(): void;
}

/** A request for the customer, with what Help Scout knows filled in. */
export function OpenRequest({ onClose, onOpened }: OpenRequestProps) {
  const { t } = useWords(formTexts);
  const { commands, view } = useDesk();
  const { prefilled, conversationId } = view;
  const [entry, setEntry] = useState<Entry>(() => ({ ...prefilled, organization: '', phone: '', need: '' }));
  const [isNameMissing, setNameMissing] = useState(false);
  async function open() {
    setNameMissing(!entry.name.trim());
    if (!entry.name.trim()) return;
    const draft = { type: 'open-request-from-conversation', conversationId, ...filledIn(entry) } as const;
    if (await commands.send(draft, 'open')) onOpened();
  }
  return (
    <Form label={t('open_now')} onSubmit={() => void open()} onClose={onClose}>
      <p className="hint">{t('open_hint')}</p>
      {fields.map(({ name, text, kind, lengthMax }) => (
        <TextField
          key={name}
          label={t(text)}
          kind={kind}
          lengthMax={lengthMax}
          value={entry[name]}
          isRequired={name === 'name'}
          problem={name === 'name' && isNameMissing ? t('name_missing') : null}
          onChange={(value) => setEntry({ ...entry, [name]: value })}
        />
      ))}
      <NewsOf place="open" />
      <EndOfForm text="open_now" onClose={onClose} isBusy={commands.pendingIn === 'open'} />
    </Form>
  );
}

/** What is not empty: what is left out is the customer's. */
function filledIn(entry: Entry): Partial<Entry> {
  return Object.fromEntries(
    Object.entries(entry).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])),
  );
}
