import { type ReactNode, useRef } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { useForm } from '../form-context.ts';
import { moved } from '../model/lists.ts';
import { fieldTexts } from '../texts/fields.ts';
import { IconButton } from './icon-button.tsx';

interface RowEditorProps<Row> {
  rows: readonly Row[];
  /** How many have to stay. */
  least: number;
  nameOf(row: Row, place: number): string;
  addLabel: string;
  /** A fresh row, in place at the end. */
  blank(): Row;
  onChange(rows: Row[]): void;
  children(row: Row, place: number): ReactNode;
}

/** Rows with fields of their own that can be added, taken away and put in another order. */
export function RowEditor<Row>(props: RowEditorProps<Row>) {
  const { rows, onChange } = props;
  const { isReadOnly } = useForm();
  const list = useRef<HTMLOListElement>(null);
  // The rows are on screen before the focus goes to the new one, or with the one that moved.
  const change = (next: Row[], place: number, selector: string) => {
    flushSync(() => onChange(next));
    list.current?.children[place]?.querySelector<HTMLElement>(selector)?.focus();
  };
  const add = () => change([...rows, props.blank()], rows.length, 'input');
  const move = (place: number, by: -1 | 1) =>
    change(moved(rows, place, by), place + by, by < 0 ? '[data-move="up"]' : '[data-move="down"]');
  return (
    <>
      <ol className="rows" ref={list}>
        {[...rows.entries()].map(([place, row]) => (
          <li key={place}>
            <div className="row-fields">{props.children(row, place)}</div>
            {!isReadOnly && (
              <RowButtons
                name={props.nameOf(row, place)}
                isFirst={place === 0}
                isLast={place === rows.length - 1}
                mayGo={rows.length > props.least}
                onMove={(by) => move(place, by)}
                onRemove={() => onChange(rows.toSpliced(place, 1))}
              />
            )}
          </li>
        ))}
      </ol>
      {!isReadOnly && <Button onClick={add}>{props.addLabel}</Button>}
    </>
  );
}

interface RowButtonsProps {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  mayGo: boolean;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

function RowButtons({ name, isFirst, isLast, mayGo, onMove, onRemove }: RowButtonsProps) {
  const texts = useTexts(fieldTexts);
  return (
    <div className="row-buttons">
      <IconButton
        icon="chevron-up"
        name="up"
        label={texts.moveUp(name)}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      />
      <IconButton
        icon="chevron-down"
        name="down"
        label={texts.moveDown(name)}
        disabled={isLast}
        onClick={() => onMove(1)}
      />
      <IconButton icon="close" label={texts.remove(name)} disabled={!mayGo} onClick={onRemove} />
    </div>
  );
}
