import { useEffect, useId, useState } from 'react';
import type { CommandPreview } from '#core/contract/command-preview.ts';
import type { Commands } from '../../hooks/use-commands.ts';
import type { CommandDraft } from '../../live/command-draft.ts';
import type { Answer } from '../../service/answer.ts';
import { Icon } from '../icon.tsx';
import { useTexts } from '../language-context.ts';
import { rehearsalTexts } from './rehearsal-texts.ts';

const debounceMs = 250;

interface RehearsalProps {
  /** The decision as it would be sent now; null while it is not complete. */
  draft: CommandDraft | null;
  preview: Commands['preview'];
  /** The revision on screen: facts that changed are asked for anew. */
  revision: number;
  startsOpen?: boolean;
}

/** The exact list of what a decision would do outside, for whoever wants to see it first. */
export function WhatWillHappen(props: RehearsalProps) {
  const texts = useTexts(rehearsalTexts);
  const [isOpen, setOpen] = useState(props.startsOpen ?? false);
  const id = useId();
  return (
    <div className="rehearsal">
      <button
        type="button"
        className="disclosure"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="chevron-right" size={12} />
        {texts.whatWillHappen}
      </button>
      <div id={id}>{isOpen && <Effects {...props} />}</div>
    </div>
  );
}

function Effects({ draft, preview, revision }: RehearsalProps) {
  const texts = useTexts(rehearsalTexts);
  const answer = useRehearsal(draft, preview, revision);
  if (draft === null) return <p className="hint">{texts.incomplete}</p>;
  if (answer === null) return <p className="hint">{texts.loading}</p>;
  if (!answer.ok) return <p className="hint">{texts.failed}</p>;
  const { effects, reason } = answer.value;
  return (
    <>
      {reason !== null && <p className="hint">{reason}</p>}
      {effects.length === 0 ? (
        <p className="hint">{texts.nothing}</p>
      ) : (
        <ol className="lines">
          {effects.map(({ kind, title, detail }) => (
            <li key={`${kind} ${title} ${detail}`}>
              {title}
              {detail && <span className="hint effect-detail">{detail}</span>}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** Asks again a moment after the draft or the facts changed; the former answer stays until the next is there. */
function useRehearsal(draft: CommandDraft | null, preview: Commands['preview'], revision: number) {
  const [answer, setAnswer] = useState<Answer<CommandPreview> | null>(null);
  const written = draft && JSON.stringify(draft);
  useEffect(() => {
    if (written === null) return;
    const asking = new AbortController();
    async function ask(wanted: CommandDraft, _revision: number): Promise<void> {
      const next = await preview(wanted, asking.signal);
      if (!asking.signal.aborted) setAnswer(next);
    }
    const timer = setTimeout(() => void ask(JSON.parse(written), revision), debounceMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [written, preview, revision]);
  return answer;
}
