import { useCallback, useId, useRef, useState } from 'react';
import type { CalendarFeedView as Feed } from '#core/contract/calendar-feed-view.ts';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Api } from '../../../api.ts';
import { Button } from '../../../components/button.tsx';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import { calendarFeed, makeCalendarFeed, revokeCalendarFeed } from '../../../conversion-calls.ts';
import { ageWords } from '../../../dates.ts';
import { useAnswer } from '../../../hooks/use-answer.ts';
import type { Answer } from '../../../service/answer.ts';
import { dayTexts } from './texts.ts';

/** The reader's promises as a calendar: a secret link to make, make anew and remove. */
export function CalendarFeed({ api }: { api: Api }) {
  const texts = useTexts(dayTexts);
  const id = useId();
  const { feed, problem, isBusy, wasRevoked, make, revoke } = useFeed(api);
  return (
    <section className="feed" aria-labelledby={id}>
      <h2 id={id}>{texts.feed}</h2>
      <p className="hint">{texts.feedLead}</p>
      <div role="status">{wasRevoked && <p>{texts.feedOff}</p>}</div>
      {problem && (
        <Notice tone="danger" title={problem.title}>
          <p>{problem.detail}</p>
        </Notice>
      )}
      {feed?.url && <FeedLink key={feed.url} url={feed.url} />}
      {feed?.isOn && !feed.url && <Dates feed={feed} nowMs={api.clock.nowMs()} />}
      {feed && (
        <div className="buttons">
          <Button busy={isBusy} onClick={() => void make()}>
            {feed.isOn ? texts.feedRenew : texts.feedMake}
          </Button>
          {feed.isOn && (
            <Button tone="quiet" disabled={isBusy} onClick={() => void revoke()}>
              {texts.feedRevoke}
            </Button>
          )}
        </div>
      )}
      {feed?.isOn && <p className="hint">{texts.feedRenewHint}</p>}
    </section>
  );
}

const off: Feed = { isOn: false, madeAt: null, readAt: null };

function useFeed(api: Api) {
  const { answer } = useAnswer(useCallback((signal: AbortSignal) => calendarFeed(api, signal), [api]));
  const [changed, setChanged] = useState<Feed | null>(null);
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function change(work: Promise<Answer<Feed>>, after: (told: Feed) => Feed): Promise<void> {
    setBusy(true);
    const done = await work;
    setBusy(false);
    setProblem(done.ok ? null : done.problem);
    if (done.ok) setChanged(after(done.value));
  }
  return {
    feed: changed ?? (answer?.ok ? answer.value : null),
    problem: problem ?? (answer && !answer.ok ? answer.problem : null),
    isBusy,
    wasRevoked: changed === off,
    make: () => change(makeCalendarFeed(api), (told) => told),
    revoke: () => change(revokeCalendarFeed(api), () => off),
  };
}

function Dates({ feed: { madeAt, readAt }, nowMs }: { feed: Feed; nowMs: number }) {
  const texts = useTexts(dayTexts);
  const language = useLanguage();
  if (madeAt === null) return null;
  const read = readAt === null ? null : ageWords(readAt, nowMs, language);
  return <p>{texts.feedOn(ageWords(madeAt, nowMs, language), read)}</p>;
}

function FeedLink({ url }: { url: string }) {
  const texts = useTexts(dayTexts);
  const id = useId();
  const address = useRef<HTMLInputElement>(null);
  const [news, setNews] = useState('');
  const copy = () => {
    address.current?.select();
    // The newer way to the clipboard is closed to frames whose host does not open it; this one asks nobody.
    setNews(document.execCommand('copy') ? texts.copied : texts.copyByHand);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{texts.feedUrl}</label>
      <div className="copy-line">
        <input ref={address} id={id} type="text" readOnly value={url} aria-describedby={`${id}-once`} />
        <Button onClick={copy}>{texts.copy}</Button>
      </div>
      <span className="hint" id={`${id}-once`}>
        {texts.feedOnce}
      </span>
      <span className="hint" role="status">
        {news}
      </span>
    </div>
  );
}
