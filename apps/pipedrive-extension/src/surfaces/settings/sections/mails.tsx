import { useState } from 'react';
import type { TemplateView } from '#core/contract/templates-view.ts';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { ProblemPage } from '../../../components/problem-page.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { useForm } from '../form-context.ts';
import { shownTemplate } from '../model/template-text.ts';
import type { SettingsApi } from '../settings-api.ts';
import { pageTexts } from '../texts/page.ts';
import { toolTexts } from '../texts/tools.ts';
import { useFocusOn } from '../use-focus-on.ts';
import { useTemplates } from '../use-templates.ts';
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
  const { answer, retry } = useTemplates(api, revision);
  if (answer === null) return <Skeleton label={texts.loading} />;
  if (!answer.ok) return <ProblemPage problem={answer.problem} onRetry={retry} />;
  return <Loaded api={api} items={answer.value.items} path={path} />;
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

const groups = ['request', 'client', 'follow-up', 'team'] as const satisfies readonly TemplateView['group'][];

function MailList({ items, chosen, onChoose }: MailListProps) {
  const { mailGroup } = useTexts(toolTexts);
  const mails = items.filter((item, place) => items.findIndex(({ key }) => key === item.key) === place);
  const shown = groups.filter((group) => mails.some((mail) => mail.group === group));
  return (
    <div className="mail-groups">
      {shown.map((group) => (
        <section key={group}>
          <h3>{mailGroup[group]}</h3>
          <ul className="mail-list" aria-label={mailGroup[group]}>
            {mails
              .filter((mail) => mail.group === group)
              .map(({ key, label }) => (
                <li key={key}>
                  <MailButton
                    label={label}
                    isChosen={key === chosen.key}
                    texts={items.filter((item) => item.key === key)}
                    onChoose={() => onChoose(key)}
                  />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface MailButtonProps {
  label: string;
  isChosen: boolean;
  /** In each language. */
  texts: readonly TemplateView[];
  onChoose(): void;
}

function MailButton({ label, isChosen, texts, onChoose }: MailButtonProps) {
  const { ownText } = useTexts(toolTexts);
  const { draft } = useForm();
  const isOwn = texts.some((item) => shownTemplate(item, draft).origin === 'own');
  return (
    <button type="button" aria-current={isChosen ? 'true' : undefined} onClick={onChoose}>
      {label}
      {isOwn && <span className="badge badge-neutral">{ownText}</span>}
    </button>
  );
}
