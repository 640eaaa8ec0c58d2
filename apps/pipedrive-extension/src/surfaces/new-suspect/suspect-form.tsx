import { useState } from 'react';
import type { ConversionDetails } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../components/language-context.ts';
import { ModalForm } from '../../components/modal-form.tsx';
import { Notice } from '../../components/notice.tsx';
import { useRecords } from '../../hooks/use-records.ts';
import { confirmLoss, leavingForm } from '../../host/confirm-loss.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { MatchList } from './match-list.tsx';
import { SuspectFields } from './suspect-fields.tsx';
import { newSuspectTexts } from './texts.ts';
import { useCheck } from './use-check.ts';
import { type SuspectNews, useSuspect } from './use-suspect.ts';
import {
  changed,
  isStarted,
  questionOf,
  type SuspectForm,
  type SuspectProblems,
  suspectOf,
  suspectProblems,
  taken,
} from './view-model.ts';

interface FormProps {
  surroundings: Surroundings;
  owners: readonly { id: number; name: string }[];
  first: SuspectForm;
  onEntered(view: ConversionDetails | null): void;
  onClose(): void;
}

/** The form of a suspect; who may be the same stands below the fields, before anything is created. */
export function SuspectFormView({ surroundings, owners, first, onEntered, onClose }: FormProps) {
  const { api, host } = surroundings;
  const texts = useTexts(newSuspectTexts);
  const [form, setForm] = useState(first);
  const [problems, setProblems] = useState<SuspectProblems>({});
  const { send, isSeenAlready, isBusy, news } = useSuspect(api);
  const check = useCheck(api, questionOf(form));
  const { openDeal } = useRecords(host, null);
  const suspect = (isNew: boolean) => suspectOf(form, check?.proposed.channel ?? 'call', isNew);
  const isSeen = isSeenAlready(suspect(false));
  async function save(): Promise<void> {
    const found = suspectProblems(form);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const answer = await send(suspect(isSeen));
    if (answer) onEntered(answer.view);
  }
  async function leave(): Promise<void> {
    if (!isStarted(form) || (await confirmLoss(host, leavingForm(texts)))) onClose();
  }
  return (
    <ModalForm
      title={texts.title}
      cancel={texts.cancel}
      send={isSeen ? texts.sendAnyway : texts.send}
      tone="primary"
      isBusy={isBusy}
      onCancel={() => void leave()}
      onSend={() => void save()}
    >
      <p className="hint">{texts.lead}</p>
      <News news={news} />
      <SuspectFields
        form={form}
        problems={problems}
        proposed={check?.proposed ?? null}
        owners={owners}
        onChange={(change) => {
          setProblems({});
          setForm(changed(form, change));
        }}
        onEnter={() => void save()}
      />
      <MatchList
        matches={check?.matches ?? (news?.kind === 'refused' ? news.matches : [])}
        note={check?.note ?? null}
        form={form}
        openDeal={openDeal && ((dealId) => openRecord(() => openDeal(dealId), onClose))}
        onTake={(match) => setForm(taken(form, match))}
      />
    </ModalForm>
  );
}

/** The deal takes the place of the page below: the modal goes away. */
function openRecord(open: () => void, close: () => void): void {
  open();
  close();
}

function News({ news }: { news: SuspectNews | null }) {
  const texts = useTexts(newSuspectTexts);
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
