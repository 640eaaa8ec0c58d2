import { useEffect, useState } from 'react';
import type { RefusalPreview } from '#core/contract/request-view.ts';
import type { RefusalDraft } from '../../../api.ts';
import { Choice, TextField } from '../../../components/fields.tsx';
import { Form } from '../../../components/form.tsx';
import type { Answer } from '../../../service/http.ts';
import { useDesk } from '../view/desk.ts';
import type { RequestFormProps } from '../view/request-actions.tsx';
import { useWords } from '../words-context.ts';
import { EndOfForm } from './end-of-form.tsx';
import { formTexts } from './texts.ts';

/** The reason, a few words, and the mail that would leave. */
export function RefuseRequest({ request, onClose }: RequestFormProps) {
  const { t } = useWords(formTexts);
  const { commands, view } = useDesk();
  const reasons = view.choices.refusalReasons;
  const [reason, setReason] = useState(reasons[0]?.key ?? '');
  const [note, setNote] = useState('');
  const draft = { requestId: request.id, reason, ...(note.trim() && { note: note.trim() }) };
  async function refuse() {
    const isDone = await commands.send({ type: 'refuse-request', ...draft }, request.id, request.revision);
    if (isDone) onClose();
  }
  return (
    <Form label={t('refuse_now')} onSubmit={() => void refuse()} onClose={onClose}>
      <Choice label={t('reason')} value={reason} onChange={setReason}>
        {reasons.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </Choice>
      <TextField kind="long" label={t('note')} value={note} onChange={setNote} lengthMax={3000} />
      <MailPreview draft={draft} />
      <EndOfForm text="refuse_now" onClose={onClose} isBusy={commands.pending === 'refuse-request'} />
    </Form>
  );
}

const typingMs = 400;

/** The mail as text: what somebody wrote in it stays text. */
function MailPreview({ draft }: { draft: RefusalDraft }) {
  const { t } = useWords(formTexts);
  const preview = usePreview(draft);
  if (!preview) return <p className="hint">{t('mail_loading')}</p>;
  if (!preview.ok) return <p className="wrong">{preview.problem.title}</p>;
  const { to, subject, text } = preview.value;
  if (!to) return <p className="hint">{t('mail_none')}</p>;
  return (
    <section aria-label={t('mail')}>
      <h3>{t('mail')}</h3>
      <p className="hint">{t('mail_to', { to })}</p>
      <div className="preview">
        <b>{subject}</b>
        <p>{text}</p>
      </div>
    </section>
  );
}

function usePreview({ requestId, reason, note = '' }: RefusalDraft): Answer<RefusalPreview> | null {
  const { api } = useDesk();
  const [preview, setPreview] = useState<Answer<RefusalPreview> | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const ask = async () => {
      const answer = await api.previewRefusal({ requestId, reason, ...(note && { note }) }, stop.signal);
      if (!stop.signal.aborted) setPreview(answer);
    };
    const wait = setTimeout(() => void ask(), typingMs);
    return () => {
      clearTimeout(wait);
      stop.abort();
    };
  }, [api, requestId, reason, note]);
  return preview;
}
