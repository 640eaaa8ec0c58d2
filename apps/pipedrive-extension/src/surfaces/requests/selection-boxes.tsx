import { useEffect, useRef } from 'react';
import { useTexts } from '../../components/language-context.ts';
import { requestsTexts } from './texts.ts';
import type { SelectionModel } from './use-selection.ts';

/** The box of the table's head: the whole page in or out. */
export function PageBox({ selection }: { selection: SelectionModel }) {
  const texts = useTexts(requestsTexts);
  const box = useRef<HTMLInputElement>(null);
  const { mark, togglePage } = selection;
  useEffect(() => {
    if (box.current) box.current.indeterminate = mark === 'some';
  }, [mark]);
  return (
    <th scope="col" className="col-select">
      <input
        ref={box}
        type="checkbox"
        aria-label={texts.selectPage}
        checked={mark === 'all'}
        onChange={togglePage}
      />
    </th>
  );
}

/** The box of a row; with Shift everything between the former click and this one follows. */
export function RowBox({ selection, id, who }: { selection: SelectionModel; id: string; who: string }) {
  const texts = useTexts(requestsTexts);
  // A change does not tell which keys were held; the click before it does, by mouse or by Space.
  const isWithShift = useRef(false);
  return (
    <td className="col-select">
      <input
        type="checkbox"
        data-selects=""
        aria-label={texts.select(who)}
        checked={selection.isChosen(id)}
        onClick={(event) => {
          isWithShift.current = event.shiftKey;
        }}
        onChange={() => selection.toggle(id, isWithShift.current)}
      />
    </td>
  );
}
