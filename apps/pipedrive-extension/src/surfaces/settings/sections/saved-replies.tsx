import { useTexts } from '../../../components/language-context.ts';
import { Adder } from '../fields/adder.tsx';
import { Field, FieldGroup } from '../fields/field.tsx';
import { IconButton } from '../fields/icon-button.tsx';
import { useForm, useSetting, useVocabulary } from '../form-context.ts';
import { isGroup } from '../model/document.ts';
import {
  isProposed,
  keptReplyNames,
  proposedReplies,
  replyKey,
  replyNames,
  replyWords,
} from '../model/saved-replies.ts';
import { fieldTexts } from '../texts/fields.ts';
import { helpscoutTexts } from '../texts/helpscout.ts';
import { settingLabels } from '../texts/labels.ts';

/** What Help Scout's saved replies are called, by what they answer. */
export function SavedReplies() {
  const { id, value, problems, isReadOnly, set } = useSetting('savedReplies');
  const labels = useTexts(settingLabels);
  const texts = useTexts(helpscoutTexts);
  const replies = isGroup(value) ? value : {};
  const others = Object.keys(replies).filter((key) => !isProposed(key));
  const own = problems.filter(({ path }) => path === 'savedReplies');
  const without = (gone: string) =>
    Object.fromEntries(Object.entries(replies).filter(([key]) => key !== gone));
  const add = (key: string) => {
    if (!isProposed(key)) set({ [key]: '', ...replies });
  };
  return (
    <FieldGroup id={id} legend={labels.savedReplies} hint={texts.repliesHint} problems={own}>
      <ul className="rows">
        {proposedReplies.map((key) => (
          <SavedReply key={key} replyKey={key} onEmpty={() => set(without(key))} />
        ))}
        {others.map((key) => (
          <SavedReply key={key} replyKey={key} onRemove={() => set(without(key))} />
        ))}
      </ul>
      {!isReadOnly && (
        <Adder label={texts.replyKey} list={labels.savedReplies} onAdd={(words) => add(replyKey(words))} />
      )}
    </FieldGroup>
  );
}

interface SavedReplyProps {
  replyKey: string;
  /** Without a name it is left out; one that has to be removed stays, and is not accepted so. */
  onEmpty?(): void;
  onRemove?(): void;
}

function SavedReply({ replyKey: key, onEmpty, onRemove }: SavedReplyProps) {
  const { id, value, problems, isReadOnly, set } = useSetting(`savedReplies.${key}`);
  const texts = useTexts(helpscoutTexts);
  const { remove } = useTexts(fieldTexts);
  const vocabulary = useVocabulary();
  const { draft } = useForm();
  const { name, hint } = replyWords(key, { draft, vocabulary, texts });
  const names = replyNames(value);
  const write = (language: 'fr' | 'en', typed: string) => {
    const kept = keptReplyNames({ ...names, [language]: typed });
    if (kept === undefined && onEmpty) onEmpty();
    else set(kept ?? '');
  };
  return (
    <li>
      <div className="row-fields">
        <FieldGroup id={id} legend={name} hint={hint} problems={problems}>
          <div className="columns">
            {(['fr', 'en'] as const).map((language) => (
              <Field
                key={language}
                id={`${id}-${language}`}
                label={language === 'fr' ? texts.replyFr : texts.replyEn}
                problems={[]}
              >
                {(control) => (
                  <input
                    {...control}
                    lang={language}
                    type="text"
                    autoComplete="off"
                    disabled={isReadOnly}
                    value={names[language]}
                    onChange={({ target }) => write(language, target.value)}
                  />
                )}
              </Field>
            ))}
          </div>
        </FieldGroup>
      </div>
      {onRemove && !isReadOnly && <IconButton icon="close" label={remove(name)} onClick={onRemove} />}
    </li>
  );
}
