import { useId, useState } from 'react';
import type { PlacedReplyView, ReplyChoice } from '#core/contract/conversation-view.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { Choice } from '../../../components/fields.tsx';
import { Section } from '../../../components/section.tsx';
import { momentWords } from '../../../dates.ts';
import { placedStatus } from '../badges.ts';
import { repliesInOrder } from '../view-model.ts';
import { useWords } from '../words-context.ts';
import { useDesk } from './desk.ts';
import { NewsOf } from './notices.tsx';
import { viewTexts } from './texts.ts';

/** The saved replies, the one that fits first, and what became of those that were placed. */
export function SavedReplies() {
  const { t } = useWords(viewTexts);
  const { view } = useDesk();
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  if (view.replies.length === 0 && view.placed.length === 0) return null;
  const replies = repliesInOrder(view.replies);
  const proposed = replies.find(({ isProposed }) => isProposed);
  const reply = replies.find(({ key }) => key === chosenKey) ?? proposed;
  return (
    <Section title={t('replies')} startsOpen>
      {replies.length > 0 && (
        <Choice label={t('reply')} value={reply?.key ?? ''} onChange={setChosenKey}>
          {!reply && <option value="">{t('reply_choose')}</option>}
          {replies.map(({ key, name, isProposed }) => (
            <option key={key} value={key}>
              {isProposed ? t('reply_proposed', { name }) : name}
            </option>
          ))}
        </Choice>
      )}
      {reply && <Reply key={reply.key} reply={reply} />}
      <Placed placed={view.placed} />
    </Section>
  );
}

function Reply({ reply }: { reply: ReplyChoice }) {
  const { t } = useWords(viewTexts);
  const { t: common } = useWords();
  const { view, commands, host } = useDesk();
  const hint = useId();
  const place = () =>
    void commands.send(
      { type: 'place-saved-reply', conversationId: view.conversationId, reply: reply.key },
      'reply',
      view.placed.length,
    );
  return (
    <>
      <section className="preview" aria-label={t('reply_preview')}>
        <p>{reply.preview}</p>
      </section>
      {reply.problem && <p className="wrong">{reply.problem}</p>}
      <p className="buttons">
        <Button
          theme={reply.isProposed ? 'blue' : 'grey'}
          isBusy={commands.pendingIn === 'reply'}
          isBlocked={commands.pending !== null || reply.problem !== null}
          describedBy={hint}
          onPress={place}
        >
          {t(view.sendsAtOnce ? 'send_now' : 'place')}
        </Button>
        <Button onPress={() => host.copy(reply.preview, common('copied'))}>{t('copy')}</Button>
      </p>
      <p className="hint" id={hint}>
        {t(view.sendsAtOnce ? 'send_hint' : 'place_hint')}
      </p>
      <NewsOf place="reply" />
    </>
  );
}

function Placed({ placed }: { placed: readonly PlacedReplyView[] }) {
  const { t, language } = useWords(viewTexts);
  const { nowMs } = useDesk();
  if (placed.length === 0) return null;
  return (
    <>
      <h3>{t('placed')}</h3>
      <ul className="list" aria-live="polite">
        {placed.map(({ id, name, by, at, state, problem }) => (
          <li key={id}>
            {name} <Badge status={placedStatus[state]}>{t(`placed_${state}`)}</Badge>
            <span className="hint">{t('placed_by', { by, at: momentWords(at, nowMs, language) })}</span>
            {problem && <p className="wrong">{problem}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}
