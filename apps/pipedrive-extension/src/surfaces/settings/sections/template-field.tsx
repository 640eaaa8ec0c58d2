import type { TemplateView } from '#core/contract/templates-view.ts';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { Field } from '../fields/field.tsx';
import { useSetting } from '../form-context.ts';
import {
  type MailPart,
  nearestVariable,
  renamedVariable,
  templatePath,
  unknownVariables,
} from '../model/template-text.ts';
import { pageTexts } from '../texts/page.ts';
import { toolTexts } from '../texts/tools.ts';

/** The part that was last written in, for what is inserted. */
export interface Focused {
  part: MailPart;
  element: HTMLInputElement | HTMLTextAreaElement | null;
}

interface TemplateFieldProps {
  item: TemplateView;
  part: MailPart;
  value: string;
  onEdit(value: string): void;
  onFocus(element: HTMLInputElement | HTMLTextAreaElement): void;
}

const rows: Record<MailPart, number> = { subject: 1, text: 12, html: 6 };

/** One of the texts of a mail, with the variables that the mail does not know said beside it. */
export function TemplateField({ item, part, value, onEdit, onFocus }: TemplateFieldProps) {
  const { id, problems, isReadOnly } = useSetting(`${templatePath(item)}.${part}`);
  const texts = useTexts(toolTexts);
  const known = item.variables.map(({ name }) => name);
  const unknown = unknownVariables(value, known);
  const shared = {
    lang: item.language,
    readOnly: isReadOnly,
    spellCheck: part !== 'html',
    value,
  };
  return (
    <div className={part === 'subject' ? undefined : 'long-text'}>
      <Field
        id={id}
        label={texts[part]}
        hint={part === 'html' ? texts.htmlHint : undefined}
        problems={problems}
      >
        {(control) =>
          part === 'subject' ? (
            <input
              {...control}
              {...shared}
              type="text"
              autoComplete="off"
              aria-invalid={unknown.length > 0 || control['aria-invalid']}
              onFocus={({ target }) => onFocus(target)}
              onChange={({ target }) => onEdit(target.value)}
            />
          ) : (
            <textarea
              {...control}
              {...shared}
              rows={rows[part]}
              aria-invalid={unknown.length > 0 || control['aria-invalid']}
              onFocus={({ target }) => onFocus(target)}
              onChange={({ target }) => onEdit(target.value)}
            />
          )
        }
      </Field>
      <div role="status">
        {unknown.length > 0 && (
          <p className="field-problem">
            {texts.unknown(unknown.join(', '))} {texts.unknownHint}
          </p>
        )}
        {!isReadOnly &&
          unknown.map((name) => (
            <Rename key={name} from={name} to={nearestVariable(name, known)} text={value} onEdit={onEdit} />
          ))}
      </div>
    </div>
  );
}

interface RenameProps {
  from: string;
  to: string | null;
  text: string;
  onEdit(value: string): void;
}

/** One click puts the nearest variable in place of an unknown one. */
function Rename({ from, to, text, onEdit }: RenameProps) {
  const texts = useTexts(pageTexts);
  if (to === null) return null;
  return (
    <Button tone="quiet" onClick={() => onEdit(renamedVariable(text, from, to))}>
      {texts.replaceBy(to)}
    </Button>
  );
}
