import { useId, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import type { ImportAnswer } from '../contract.ts';
import { useForm } from '../form-context.ts';
import { changedPaths, readAt } from '../model/document.ts';
import { type ImportResult, readImport } from '../model/read-save.ts';
import type { SettingsApi } from '../settings-api.ts';
import { toolTexts } from '../texts/tools.ts';
import { Changes } from './changes.tsx';

export interface ImportProps {
  api: SettingsApi;
  onTake(read: ImportAnswer): void;
}

/** Reads a settings file, shows what it would change, and takes it into the draft. */
export function ImportSettings({ api, onTake }: ImportProps) {
  const texts = useTexts(toolTexts);
  const { isReadOnly } = useForm();
  const [text, setText] = useState('');
  const [result, setResult] = useState<ImportResult | null>(null);
  const [isTaken, setTaken] = useState(false);
  const id = useId();
  async function look(written: string): Promise<void> {
    const reply = await api.imported(written);
    setTaken(false);
    setResult(readImport(reply));
  }
  if (isReadOnly) return null;
  return (
    <section className="tool" aria-label={texts.importTitle}>
      <h2>{texts.importTitle}</h2>
      <p className="hint">{texts.importHint}</p>
      <div className="field">
        <label htmlFor={`${id}-file`}>{texts.importFile}</label>
        <input
          id={`${id}-file`}
          type="file"
          accept=".yaml,.yml,.json"
          onChange={({ target }) => void target.files?.[0]?.text().then(setText)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-text`}>{texts.importText}</label>
        <textarea id={`${id}-text`} rows={6} value={text} onChange={({ target }) => setText(target.value)} />
      </div>
      <Button disabled={text.trim() === ''} onClick={() => void look(text)}>
        {texts.importDo}
      </Button>
      <div role="status">
        {result?.kind === 'refused' && <Refused {...result} />}
        {isTaken && <Notice tone="info" title={texts.importTaken} />}
        {result?.kind === 'read' && !isTaken && (
          <Found
            read={result.answer}
            onTake={() => {
              setTaken(true);
              onTake(result.answer);
            }}
          />
        )}
      </div>
    </section>
  );
}

function Found({ read, onTake }: { read: ImportAnswer; onTake(): void }) {
  const texts = useTexts(toolTexts);
  const { draft } = useForm();
  const paths = changedPaths(draft, read.settings);
  const changes = paths.map((path) => ({
    path,
    before: readAt(draft, path),
    after: readAt(read.settings, path),
  }));
  if (changes.length === 0) return <p>{texts.importSame}</p>;
  return (
    <div className="found">
      <p>{texts.importFound(changes.length)}</p>
      <Changes changes={changes} />
      <Button tone="primary" onClick={onTake}>
        {texts.importTake}
      </Button>
    </div>
  );
}

function Refused({ problems, problem }: Extract<ImportResult, { kind: 'refused' }>) {
  const texts = useTexts(toolTexts);
  return (
    <Notice tone="danger" title={texts.importFailed}>
      {problems.length === 0 && <p>{problem.detail || problem.title}</p>}
      <ul className="lines">
        {problems.map(({ path, title, detail }) => (
          <li key={`${path} ${detail}`}>
            {path !== '' && <code>{path}</code>} {title}. {detail}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
