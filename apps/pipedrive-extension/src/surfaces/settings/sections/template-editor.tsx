import { useId, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { TemplateView } from '#core/contract/templates-view.ts';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import { useForm } from '../form-context.ts';
import {
  editedTemplate,
  type MailPart,
  mailParts,
  shownTemplate,
  templatePath,
  withoutTemplate,
  withVariable,
} from '../model/template-text.ts';
import type { SettingsApi } from '../settings-api.ts';
import { toolTexts } from '../texts/tools.ts';
import { type Focused, TemplateField } from './template-field.tsx';
import { TemplatePreviewView } from './template-preview.tsx';
import { Variables } from './template-variables.tsx';

interface EditorProps {
  api: SettingsApi;
  item: TemplateView;
  languages: readonly TemplateView['language'][];
  onLanguage(language: TemplateView['language']): void;
}

/** One mail in one language: its three texts, what they may use, and how it will look. */
export function TemplateEditor({ api, item, languages, onLanguage }: EditorProps) {
  const { draft, isReadOnly, set } = useForm();
  const texts = useTexts(toolTexts);
  const focused = useRef<Focused | null>(null);
  const shown = shownTemplate(item, draft);
  const edit = (part: MailPart, value: string) => set(templatePath(item), editedTemplate(shown, part, value));
  function insert(name: string): void {
    const { part, element } = focused.current ?? { part: 'text' as const, element: null };
    const end = shown[part].length;
    const typed = withVariable(
      shown[part],
      element?.selectionStart ?? end,
      element?.selectionEnd ?? end,
      name,
    );
    // The text is on screen before the cursor goes behind the variable.
    flushSync(() => edit(part, typed.text));
    element?.focus();
    element?.setSelectionRange(typed.caret, typed.caret);
  }
  return (
    <section className="editor" aria-label={item.label}>
      <header className="editor-head">
        <h2>{item.label}</h2>
        <LanguageChoice chosen={item.language} languages={languages} onChoose={onLanguage} />
      </header>
      {shown.origin === 'restored' ? (
        <Notice tone="info" title={texts.resetPending} />
      ) : (
        <>
          {mailParts.map((part) => (
            <TemplateField
              key={part}
              item={item}
              part={part}
              value={shown[part]}
              onEdit={(value) => edit(part, value)}
              onFocus={(element) => {
                focused.current = { part, element };
              }}
            />
          ))}
          {!isReadOnly && <Variables variables={item.variables} onInsert={insert} />}
          {!isReadOnly && shown.origin === 'own' && (
            <Button onClick={() => set('templates', withoutTemplate(draft, item))}>{texts.reset}</Button>
          )}
          <TemplatePreviewView api={api} item={item} shown={shown} />
        </>
      )}
    </section>
  );
}

interface LanguageChoiceProps {
  chosen: TemplateView['language'];
  languages: readonly TemplateView['language'][];
  onChoose(language: TemplateView['language']): void;
}

function LanguageChoice({ chosen, languages, onChoose }: LanguageChoiceProps) {
  const texts = useTexts(toolTexts);
  const name = useId();
  return (
    <fieldset className="language-choice">
      <legend className="visually-hidden">{texts.mailLanguage}</legend>
      {languages.map((language) => (
        <label key={language} className="choice">
          <input type="radio" name={name} checked={language === chosen} onChange={() => onChoose(language)} />
          <span>{texts.language[language]}</span>
        </label>
      ))}
    </fieldset>
  );
}
