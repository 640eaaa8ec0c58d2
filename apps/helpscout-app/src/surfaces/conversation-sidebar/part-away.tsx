import { Notice } from '../../components/notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useWords } from './words-context.ts';

/** A part that is on its way. */
export function PartComing() {
  const { t } = useWords();
  return <Skeleton label={t('loading')} />;
}

/** A part that the network did not bring, or that a newer release replaced. */
export function PartAway() {
  const { t } = useWords();
  return <Notice status="warning" title={t('part_away')} />;
}
