import type { ProblemDocument } from '#core/contract/problem.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useWords } from './words-context.ts';

/** Something failed: what happened, who can do what about it, and another try. */
export function ProblemNotice({ problem, onRetry }: { problem: ProblemDocument; onRetry(): void }) {
  const { t } = useWords();
  return (
    <Notice status="error" title={problem.title}>
      <p>{problem.detail}</p>
      <Button onPress={onRetry}>{t('retry')}</Button>
    </Notice>
  );
}
