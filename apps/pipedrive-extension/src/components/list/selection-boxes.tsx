import { useEffect, useRef } from 'react';
import type { SelectionModel } from '../../hooks/use-selection.ts';

/** The box of the table's head: the whole page in or out. */
export function PageBox<Item>({ selection, label }: { selection: SelectionModel<Item>; label: string }) {
  const box = useRef<HTMLInputElement>(null);
  const { mark, togglePage } = selection;
  useEffect(() => {
    if (box.current) box.current.indeterminate = mark === 'some';
  }, [mark]);
  return (
    <th scope="col" className="col-select">
      <input ref={box} type="checkbox" aria-label={label} checked={mark === 'all'} onChange={togglePage} />
    </th>
  );
}

interface RowBoxProps<Item> {
  selection: SelectionModel<Item>;
  id: string;
  label: string;
}

/** The box of a row; with Shift everything between the former click and this one follows. */
export function RowBox<Item>({ selection, id, label }: RowBoxProps<Item>) {
  // A change does not tell which keys were held; the click before it does, by mouse or by Space.
  const isWithShift = useRef(false);
  return (
    <td className="col-select">
      <input
        type="checkbox"
        data-selects=""
        aria-label={label}
        checked={selection.isChosen(id)}
        onClick={(event) => {
          isWithShift.current = event.shiftKey;
        }}
        onChange={() => selection.toggle(id, isWithShift.current)}
      />
    </td>
  );
}
