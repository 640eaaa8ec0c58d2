import { useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useLanguage, useTexts } from '../../components/language-context.ts';
import { momentWords } from '../../dates.ts';
import { useVocabulary } from './form-context.ts';
import { readAt, type SettingsDocument } from './model/document.ts';
import { type Choice, type Conflict, meet } from './model/merge.ts';
import { pathWords, valueWords } from './model/words.ts';
import { Changes } from './sections/changes.tsx';
import { pageTexts } from './texts/page.ts';
import type { Overtaken } from './use-settings.ts';

interface DialogProps {
  overtaken: Overtaken;
  before: SettingsDocument;
  mine: SettingsDocument;
  nowMs: number;
  onSave(choiceOf: (path: string) => Choice | undefined): void;
  onClose(): void;
}

/** Two people changed the settings: says who did what, and asks which version stays wherever both changed the same. */
export function ConflictDialog({ overtaken, before, mine, nowMs, onSave, onClose }: DialogProps) {
  const texts = useTexts(pageTexts);
  const theirs = overtaken.theirs.settings;
  const { conflicts, theirPaths } = meet(before, mine, theirs);
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [isMissing, setMissing] = useState(false);
  const isComplete = conflicts.every(({ path }) => choices[path] !== undefined);
  const save = () => {
    setMissing(!isComplete);
    if (isComplete) onSave((path) => choices[path]);
  };
  return (
    <Dialog title={texts.conflictTitle} onClose={onClose}>
      <Who overtaken={overtaken} nowMs={nowMs} />
      <p>{conflicts.length > 0 ? texts.conflictChoose : texts.conflictNone}</p>
      {conflicts.map((conflict) => (
        <ConflictChoice
          key={conflict.path}
          conflict={conflict}
          choice={choices[conflict.path]}
          onChoose={(choice) => setChoices({ ...choices, [conflict.path]: choice })}
        />
      ))}
      {theirPaths.length > 0 && (
        <>
          <p>{texts.alsoChanged}</p>
          <Changes
            changes={theirPaths.map((path) => ({
              path,
              before: readAt(before, path),
              after: readAt(theirs, path),
            }))}
          />
        </>
      )}
      {isMissing && !isComplete && (
        <p className="field-problem" role="alert">
          {texts.chooseEach}
        </p>
      )}
      <div className="buttons dialog-buttons">
        <Button onClick={onClose}>{texts.backToEdit}</Button>
        <Button tone="primary" onClick={save}>
          {texts.saveChoices}
        </Button>
      </div>
    </Dialog>
  );
}

function Who({ overtaken: { changedBy, changedAt }, nowMs }: { overtaken: Overtaken; nowMs: number }) {
  const texts = useTexts(pageTexts);
  const language = useLanguage();
  const isKnown = changedBy !== null && changedAt !== null;
  return (
    <p>
      {isKnown ? texts.conflictBy(changedBy, momentWords(changedAt, nowMs, language)) : texts.conflictUnknown}
    </p>
  );
}

interface ChoiceProps {
  conflict: Conflict;
  choice: Choice | undefined;
  onChoose(choice: Choice): void;
}

function ConflictChoice({ conflict: { path, before, mine, theirs }, choice, onChoose }: ChoiceProps) {
  const texts = useTexts(pageTexts);
  const vocabulary = useVocabulary();
  const name = useId();
  const versions = [
    { kind: 'mine', label: texts.keepMine, value: mine },
    { kind: 'theirs', label: texts.takeTheirs, value: theirs },
  ] as const;
  return (
    <fieldset className="conflict">
      <legend>{pathWords(path, vocabulary)}</legend>
      <p className="hint">{texts.before(valueWords(path, before, vocabulary))}</p>
      {versions.map(({ kind, label, value }) => (
        <label key={kind} className="choice">
          <input type="radio" name={name} checked={choice === kind} onChange={() => onChoose(kind)} />
          <span>
            {label} <strong>{valueWords(path, value, vocabulary)}</strong>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
