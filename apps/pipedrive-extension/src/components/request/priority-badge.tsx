import { useTexts } from '../language-context.ts';
import { requestTexts } from './texts.ts';

/** Says that a request is to be called before it is decided; nothing for the others. */
export function PriorityBadge({ priority }: { priority: boolean }) {
  const texts = useTexts(requestTexts);
  return priority ? <span className="badge badge-warning">{texts.priority}</span> : null;
}
