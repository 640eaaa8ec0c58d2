import { useCallback, useState } from 'react';
import type { TemplateView } from '#core/contract/templates-view.ts';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { ProblemPage } from '../../../components/problem-page.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { useAnswer } from '../../../hooks/use-answer.ts';
import { useForm } from '../form-context.ts';
import { shownTemplate } from '../model/template-text.ts';
import type { SettingsApi } from '../settings-api.ts';
import { pageTexts } from '../texts/page.ts';
import { toolTexts } from '../texts/tools.ts';
import { useFocusOn } from '../use-focus-on.ts';
import { TemplateEditor } from './template-editor.tsx';

interface MailsProps {
  api: SettingsApi;
  /** The texts are read again when it grows. */
  revision: number;
  /** The text to open, such as `templates.welcome.fr.text`. */
  path: string | null;
}

/** The texts of the mails. */
export function Mails({ api, revision, path }: MailsProps) {
  const texts = useTexts(pageTexts);
  const ask = useCallback((signal: AbortSignal) => templatesOf(api, revision, signal), [api, revision]);
  const { answer, retry } = useAnswer(ask);
  if (answer === null) return <Skeleton label={texts.loading} />;
  if (!answer.ok) return <ProblemPage problem={answer.problem} onRetry={retry} />;
  return <Loaded api={api} items={answer.value.items} path={path} />;
}

function templatesOf(api: SettingsApi, _revision: number, signal: AbortSignal) {
  return api.templates(signal);
}

interface LoadedProps {
  api: SettingsApi;
  items: readonly TemplateView[];
  path: string | null;
}

function Loaded({ api, items, path }: LoadedProps) {
  const language = useLanguage();
  const [, namedKey, namedLanguage] = (path ?? '').split('.');
  const [key, setKey] = useState(namedKey ?? items[0]?.key);
  const [spoken, setSpoken] = useState(
    namedLanguage === 'fr' || namedLanguage === 'en' ? namedLanguage : language,
  );
  const sameKey = items.filter((item) => item.key === key);
  useFocusOn(path);
  const item = sameKey.find((one) => one.language === spoken) ?? sameKey[0] ?? items[0];
  if (!item) return null;
  return (
    <div className="mails">
      <MailList items={items} chosen={item} onChoose={setKey} />
      <TemplateEditor
        key={`${item.key} ${item.language}`}
        api={api}
        item={item}
        languages={sameKey.map((one) => one.language)}
        onLanguage={setSpoken}
      />
    </div>
  );
}

interface MailListProps {
  items: readonly TemplateView[];
  chosen: TemplateView;
  onChoose(key: string): void;
}

function MailList({ items, chosen, onChoose }: MailListProps) {
  const texts = useTexts(toolTexts);
  const { draft } = useForm();
  const mails = items.filter((item, place) => items.findIndex(({ key }) => key === item.key) === place);
  const isOwn = (key: string) =>
    items.some((item) => item.key === key && shownTemplate(item, draft).origin === 'own');
  return (
    <ul className="mail-list" aria-label={texts.mails}>
      {mails.map(({ key, label }) => (
        <li key={key}>
          <button
            type="button"
            aria-current={key === chosen.key ? 'true' : undefined}
            onClick={() => onChoose(key)}
          >
            {label}
            {isOwn(key) && <span className="badge badge-neutral">{texts.ownText}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
