import { Button } from '../../components/button.tsx';
import { useTexts } from '../../components/language-context.ts';
import type { Records } from '../../components/request/records.ts';
import { newSuspectTexts } from './texts.ts';
import { type Match, mayBeTaken, type SuspectForm } from './view-model.ts';

interface MatchesProps {
  matches: readonly Match[];
  /** Why there may be more; null when everything could be looked through. */
  note: string | null;
  form: SuspectForm;
  openDeal: Records['openDeal'];
  onTake(match: Match): void;
}

/** Who may be the same: opened where there is a deal, taken over where there is a record. */
export function MatchList({ matches, note, form, openDeal, onTake }: MatchesProps) {
  const texts = useTexts(newSuspectTexts);
  if (matches.length === 0)
    return (
      <div role="status" className="hint">
        {note}
      </div>
    );
  return (
    <div role="status" className="matches">
      <strong>{texts.matches}</strong>
      <ul>
        {matches.map((match) => {
          const { what, id, name, because, dealId } = match;
          return (
            <li key={`${what} ${id} ${name} ${dealId}`} className="match">
              <span className="match-words">
                {name}
                <span className="hint">{texts.whatBecause(texts.what[what], because)}</span>
              </span>
              <span className="buttons">
                {dealId !== null && openDeal && (
                  <Button label={texts.openOf(name)} onClick={() => openDeal(dealId)}>
                    {texts.open}
                  </Button>
                )}
                {mayBeTaken(form, match) && (
                  <Button label={texts.takeOf(name)} onClick={() => onTake(match)}>
                    {texts.take}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {note !== null && <p className="hint">{note}</p>}
    </div>
  );
}
