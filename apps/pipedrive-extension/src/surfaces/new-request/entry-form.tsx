import { Suspense, useState } from 'react';
import type { EnterRequestAnswer } from '#core/contract/enter-request.ts';
import type { DecisionChoices } from '#core/contract/request-view.ts';
import type { Api } from '../../api.ts';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { ModalForm } from '../../components/modal-form.tsx';
import { Notice } from '../../components/notice.tsx';
import { confirmLoss, leavingForm } from '../../host/confirm-loss.ts';
import type { Host } from '../../host/host.ts';
import { EntryFields } from './entry-fields.tsx';
import { newRequestTexts } from './texts.ts';
import { type EntryNews, useEntry } from './use-entry.ts';
import { type EntryForm, type EntryProblems, entryProblems, isStarted } from './view-model.ts';

const ShortLink = lazyPart(async () => (await import('./short-link.tsx')).ShortLink);

interface FormProps {
  api: Api;
  host: Host;
  /** Null while they are being read. */
  choices: DecisionChoices | null;
  first: EntryForm;
  onEntered(answer: EnterRequestAnswer): void;
  onClose(): void;
}

/** The form of a request; what is wrong stands beside its field, and the first wrong field takes the focus. */
export function EntryFormView({ api, host, choices, first, onEntered, onClose }: FormProps) {
  const texts = useTexts(newRequestTexts);
  const [form, setForm] = useState(first);
  const [problems, setProblems] = useState<EntryProblems>({});
  const { send, isBusy, news } = useEntry(api);
  async function save(): Promise<void> {
    const found = entryProblems(form);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const answer = await send(form);
    if (answer) onEntered(answer);
  }
  async function leave(): Promise<void> {
    if (!isStarted(form) || (await confirmLoss(host, leavingForm(texts)))) onClose();
  }
  return (
    <ModalForm
      title={texts.title}
      cancel={texts.cancel}
      send={texts.send}
      tone="primary"
      isBusy={isBusy}
      onCancel={() => void leave()}
      onSend={() => void save()}
    >
      <p className="hint">{texts.lead}</p>
      <News news={news} />
      <EntryFields
        form={form}
        problems={problems}
        sources={choices?.sources ?? []}
        onChange={(changed) => {
          setProblems({});
          setForm({ ...form, ...changed });
        }}
        onEnter={() => void save()}
      />
      <Suspense>
        <ShortLink choices={choices} />
      </Suspense>
    </ModalForm>
  );
}

function News({ news }: { news: EntryNews | null }) {
  const texts = useTexts(newRequestTexts);
  if (news === null) return null;
  if (news.kind === 'refused') {
    return (
      <Notice tone="warning" title={texts.notDone}>
        <p>{news.reason}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title={news.problem.title}>
      <p>{news.problem.detail}</p>
    </Notice>
  );
}
