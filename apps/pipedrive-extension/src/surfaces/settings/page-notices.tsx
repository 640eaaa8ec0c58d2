import type { ProblemDocument } from '#core/contract/problem.ts';
import { Button } from '../../components/button.tsx';
import { useTexts } from '../../components/language-context.ts';
import { Notice } from '../../components/notice.tsx';
import type { SettingsAnswer } from './contract.ts';
import { isAllCreatable, type SeenProblem } from './model/problems.ts';
import { pageTexts } from './texts/page.ts';

/** Why nothing can be changed here; nothing where it can. */
export function ReadOnlyNotice({ mayEdit, source }: Pick<SettingsAnswer, 'mayEdit' | 'source'>) {
  const texts = useTexts(pageTexts);
  if (mayEdit) return null;
  return (
    <Notice tone="info" title={texts.readOnlyTitle}>
      <p>{source === 'file' ? texts.fromFile : texts.notAdmin}</p>
    </Notice>
  );
}

interface TroubleProps {
  trouble: ProblemDocument | null;
  problems: readonly SeenProblem[];
  onCreate(): void;
}

/** Why the last save did not work; gone once what was wrong is corrected. */
export function SaveTrouble({ trouble, problems, onCreate }: TroubleProps) {
  const texts = useTexts(pageTexts);
  if (trouble === null) return null;
  const isCorrected = trouble.detail === '' && !problems.some(({ severity }) => severity === 'error');
  if (isCorrected) return null;
  return (
    <Notice tone="danger" title={trouble.title}>
      {trouble.detail !== '' && <p>{trouble.detail}</p>}
      {trouble.status === 422 && isAllCreatable(problems) && (
        <Button onClick={onCreate}>{texts.createMissing}</Button>
      )}
    </Notice>
  );
}
