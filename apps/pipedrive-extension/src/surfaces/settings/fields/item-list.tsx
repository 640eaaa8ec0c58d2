import { useTexts } from '../../../components/language-context.ts';
import { useForm } from '../form-context.ts';
import { fieldTexts } from '../texts/fields.ts';
import { IconButton } from './icon-button.tsx';

export interface ListItem {
  key: string;
  label: string;
}

interface ItemListProps {
  /** What the list is, for those who hear it. */
  label: string;
  items: readonly ListItem[];
  onRemove(place: number): void;
}

/** Short things one under the other, each of which can be taken away. */
export function ItemList({ label, items, onRemove }: ItemListProps) {
  const texts = useTexts(fieldTexts);
  const { isReadOnly } = useForm();
  if (items.length === 0) return <p className="hint">{texts.empty}</p>;
  return (
    <ul className="items" aria-label={label}>
      {items.map((item, place) => (
        <li key={item.key}>
          <span>{item.label}</span>
          {!isReadOnly && (
            <IconButton icon="close" label={texts.remove(item.label)} onClick={() => onRemove(place)} />
          )}
        </li>
      ))}
    </ul>
  );
}
