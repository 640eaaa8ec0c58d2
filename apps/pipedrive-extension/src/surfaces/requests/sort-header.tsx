import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../components/language-context.ts';
import { requestsTexts } from './texts.ts';
import type { PageModel } from './use-page.ts';
import type { PageState } from './view-model.ts';

interface HeaderProps {
  words: string;
  className: string;
  /** By what the column sorts; null when it does not. */
  sort: PageState['sort'] | null;
  page: PageModel;
}

/** The head of a column, with the order it gives the list. */
export function SortHeader({ words, className, sort, page }: HeaderProps) {
  const texts = useTexts(requestsTexts);
  const { address, sortBy } = page;
  if (sort === null) {
    return (
      <th scope="col" className={className}>
        {words}
      </th>
    );
  }
  const isSorted = address.sort === sort;
  const order = address.direction === 'asc' ? 'ascending' : 'descending';
  return (
    <th scope="col" className={className} aria-sort={isSorted ? order : undefined}>
      <button type="button" className="sort" title={texts.sortBy(words)} onClick={() => sortBy(sort)}>
        <span>{words}</span>
        {isSorted && <Icon name={address.direction === 'asc' ? 'chevron-up' : 'chevron-down'} size={12} />}
      </button>
    </th>
  );
}
