import { useRef, useState } from 'react';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Api } from '../../../api.ts';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import { type FunnelQuery, funnelFile } from '../../../conversion-calls.ts';
import { figuresTexts } from './texts.ts';

/** By which spreadsheets know that a file is UTF-8; reading a text takes it away. */
const byteOrderMark = '\uFEFF';

/** The figures as a file for a spreadsheet. */
export function FunnelFile({ api, query }: { api: Api; query: FunnelQuery }) {
  const texts = useTexts(figuresTexts);
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const [isBusy, setBusy] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  async function download(): Promise<void> {
    setBusy(true);
    const answer = await funnelFile(api, query);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok || !link.current) return;
    const file = new Blob([byteOrderMark, answer.value], { type: 'text/csv;charset=utf-8' });
    const address = URL.createObjectURL(file);
    link.current.href = address;
    link.current.click();
    URL.revokeObjectURL(address);
  }
  return (
    <div className="funnel-file">
      <Button busy={isBusy} onClick={() => void download()}>
        {texts.csv}
      </Button>
      {/* Clicked by the button above: the call carries a token that no address may hold. */}
      <a ref={link} hidden href="#csv" download={`passerelle-${query.from}-${query.to}.csv`}>
        {texts.csv}
      </a>
      {problem && (
        <Notice tone="danger" title={problem.title}>
          <p>{problem.detail}</p>
        </Notice>
      )}
    </div>
  );
}
