import type { Ref } from 'react';
import type { ConversionChoices, ProcessPicture } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { Pick } from '../../../components/list/pick.tsx';
import { SearchBox } from '../../../components/list/search-box.tsx';
import { OwnerPick } from '../owner-pick.tsx';
import type { Place } from '../use-address.ts';
import { processTexts } from './texts.ts';

interface FilterProps {
  place: Place;
  choices: ConversionChoices;
  steps: ProcessPicture['steps'];
  searchBox: Ref<HTMLInputElement>;
}

/** Which customers the list shows: those of a step, of an owner, late ones, or what the search finds. */
export function ListFilters({ place, choices, steps, searchBox }: FilterProps) {
  const texts = useTexts(processTexts);
  const { state, go } = place;
  return (
    <div className="tools">
      <SearchBox
        ref={searchBox}
        label={texts.search}
        hint={texts.searchHint}
        text={state.text}
        onSearch={(text) => go({ text }, 'replace')}
      />
      <Pick
        label={texts.stepFilter}
        none={texts.anyStep}
        options={steps.map(({ key, label }) => ({ value: key, label }))}
        value={state.step}
        onChoose={(step) => go({ step })}
      />
      <OwnerPick place={place} choices={choices} />
      <label className="only-late">
        <input type="checkbox" checked={state.isLate} onChange={() => go({ isLate: !state.isLate })} />
        {texts.onlyLate}
      </label>
    </div>
  );
}
