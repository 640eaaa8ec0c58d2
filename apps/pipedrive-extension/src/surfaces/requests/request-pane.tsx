import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../components/language-context.ts';
import { LiveRequest } from '../../components/request/live-request.tsx';
import { useRecords } from '../../hooks/use-records.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { requestsTexts } from './texts.ts';

interface PaneProps {
  requestId: string;
  surroundings: Surroundings;
  mayDecide: boolean;
  onClose(): void;
  /** Something was done: the list beside is to be renewed. */
  onChange(): void;
}

/** The request of the chosen row, with the same facts and actions as the panel. */
export function RequestPane({ onClose, ...rest }: PaneProps) {
  const texts = useTexts(requestsTexts);
  const records = useRecords(rest.surroundings.host, null);
  return (
    <aside className="pane" aria-label={texts.pane}>
      <button type="button" className="pane-close" aria-label={texts.closePane} onClick={onClose}>
        <Icon name="close" />
      </button>
      <LiveRequest {...rest} records={records} loading={texts.loadingOne} />
    </aside>
  );
}
