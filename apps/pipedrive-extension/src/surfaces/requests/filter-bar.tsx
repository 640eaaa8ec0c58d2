import type { RequestPage } from '#core/contract/request-view.ts';
import { useLanguage, useTexts } from '../../components/language-context.ts';
import { numberWords } from '../../language.ts';
import { requestsTexts } from './texts.ts';
import { type Filter, filterCount, filters } from './view-model.ts';

interface FilterProps {
  chosen: Filter;
  counts: RequestPage['counts'] | null;
  onChoose(filter: Filter): void;
}

/** The filters by step, each with the number of requests of the company behind it. */
export function FilterBar({ chosen, counts, onChoose }: FilterProps) {
  const texts = useTexts(requestsTexts);
  const language = useLanguage();
  return (
    <fieldset className="filters">
      <legend className="visually-hidden">{texts.filters}</legend>
      {filters.map((filter) => (
        <button
          key={filter}
          type="button"
          className="filter"
          aria-pressed={filter === chosen}
          onClick={() => onChoose(filter)}
        >
          {texts.filter[filter]}
          {counts && <span className="count">{numberWords(language, filterCount(filter, counts))}</span>}
        </button>
      ))}
    </fieldset>
  );
}
