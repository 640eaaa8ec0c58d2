import { useRef, useState } from 'react';
import type { ProblemDocument } from '#core/contract/problem.ts';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import type { SettingsApi } from '../settings-api.ts';
import { toolTexts } from '../texts/tools.ts';
import { type ImportProps, ImportSettings } from './import-settings.tsx';

/** The settings as a file: out, and in again. */
export function Transfer(props: ImportProps) {
  return (
    <>
      <ExportSettings api={props.api} />
      <ImportSettings {...props} />
    </>
  );
}

/** The saved settings as SETTINGS_FILE reads them. */
function ExportSettings({ api }: { api: SettingsApi }) {
  const texts = useTexts(toolTexts);
  const [yaml, setYaml] = useState<string | null>(null);
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const link = useRef<HTMLAnchorElement>(null);
  async function load(): Promise<string | null> {
    const answer = await api.exported();
    setProblem(answer.ok ? null : answer.problem);
    return answer.ok ? answer.value : null;
  }
  async function download(): Promise<void> {
    const text = await load();
    if (text === null || !link.current) return;
    const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
    link.current.href = address;
    link.current.click();
    URL.revokeObjectURL(address);
  }
  return (
    <section className="tool" aria-label={texts.exportTitle}>
      <h2>{texts.exportTitle}</h2>
      <p className="hint">{texts.exportHint}</p>
      {problem && (
        <Notice tone="danger" title={problem.title}>
          <p>{problem.detail}</p>
        </Notice>
      )}
      <div className="buttons">
        <Button onClick={() => void download()}>{texts.exportDo}</Button>
        <Button tone="quiet" onClick={() => void load().then(setYaml)}>
          {texts.exportShow}
        </Button>
        {/* Clicked by the button above: the call carries a token that no address may hold. */}
        <a ref={link} hidden href="#transfer" download="passerelle-settings.yaml">
          {texts.exportDo}
        </a>
      </div>
      {yaml !== null && (
        <textarea className="yaml" aria-label={texts.exportText} readOnly rows={16} value={yaml} />
      )}
    </section>
  );
}
