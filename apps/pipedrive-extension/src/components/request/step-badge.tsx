import type { Step } from '#core/contract/request-view.ts';
import { useTexts } from '../language-context.ts';
import { requestTexts } from './texts.ts';

const tones: Record<Step, string> = {
  incomplete: 'neutral',
  pending: 'info',
  'awaiting-evidence': 'warning',
  accepting: 'success',
  accepted: 'success',
  refusing: 'danger',
  refused: 'danger',
  withdrawn: 'neutral',
};

/** Where the request stands, in a word; the colour only repeats it. */
export function StepBadge({ step }: { step: Step }) {
  const texts = useTexts(requestTexts);
  return <span className={`badge badge-${tones[step]}`}>{texts.step[step]}</span>;
}
