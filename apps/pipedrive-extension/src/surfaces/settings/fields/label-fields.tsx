import { useTexts } from '../../../components/language-context.ts';
import { useSetting } from '../form-context.ts';
import { isGroup } from '../model/document.ts';
import { fieldTexts } from '../texts/fields.ts';
import { Field } from './field.tsx';

interface LabelFieldsProps {
  /** Where the label stands, e.g. `refusalReasons.0.label`. */
  path: string;
  /** Names of the two fields; those of a label when left out. */
  names?: { fr: string; en: string };
  multiline?: boolean;
  /** Both empty leaves the label out. */
  optional?: boolean;
}

/** A text that a company writes in both languages; one text for both is read as such. */
export function LabelFields({ path, names, multiline = false, optional = false }: LabelFieldsProps) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const texts = useTexts(fieldTexts);
  const both = labelOf(value);
  const write = (language: 'fr' | 'en', text: string) => {
    const next = { ...both, [language]: text };
    set(optional && next.fr === '' && next.en === '' ? undefined : next);
  };
  return (
    <>
      {(['fr', 'en'] as const).map((language) => (
        <Field
          key={language}
          // The summary's links lead to the first one.
          id={language === 'fr' ? id : `${id}-en`}
          label={names?.[language] ?? (language === 'fr' ? texts.labelFr : texts.labelEn)}
          problems={language === 'fr' ? problems : []}
        >
          {(control) =>
            multiline ? (
              <textarea
                {...control}
                lang={language}
                rows={3}
                disabled={isReadOnly}
                value={both[language]}
                onChange={({ target }) => write(language, target.value)}
              />
            ) : (
              <input
                {...control}
                lang={language}
                type="text"
                autoComplete="off"
                disabled={isReadOnly}
                value={both[language]}
                onChange={({ target }) => write(language, target.value)}
              />
            )
          }
        </Field>
      ))}
    </>
  );
}

function labelOf(value: unknown): { fr: string; en: string } {
  if (typeof value === 'string') return { fr: value, en: value };
  const text = (key: string) => (isGroup(value) && typeof value[key] === 'string' ? value[key] : '');
  return { fr: text('fr'), en: text('en') };
}
