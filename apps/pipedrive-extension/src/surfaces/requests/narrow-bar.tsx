import { useId } from 'react';
import type { DecisionChoices } from '#core/contract/request-view.ts';
import { Button } from '../../components/button.tsx';
import { useTexts } from '../../components/language-context.ts';
import { requestsTexts } from './texts.ts';
import type { PageModel } from './use-page.ts';

/** The filters by source and by owner, where the service has something to choose from. */
export function NarrowBar({ page, choices }: { page: PageModel; choices: DecisionChoices | null }) {
  const texts = useTexts(requestsTexts);
  const { address, narrow } = page;
  const sources = (choices?.sources ?? []).map(({ key, label }) => ({ value: key, label }));
  const owners = (choices?.owners ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  const isNarrowed = address.source !== '' || address.owner !== null;
  if (sources.length + owners.length === 0 && !isNarrowed) return null;
  return (
    <div className="narrow">
      <Choice
        label={texts.source}
        none={texts.anySource}
        options={sources}
        value={address.source}
        onChoose={(source) => narrow({ source })}
      />
      <Choice
        label={texts.owner}
        none={texts.anyOwner}
        options={owners}
        value={address.owner === null ? '' : String(address.owner)}
        onChoose={(owner) => narrow({ owner: owner === '' ? null : Number(owner) })}
      />
      {isNarrowed && (
        <Button tone="quiet" onClick={() => narrow({ source: '', owner: null })}>
          {texts.clearFilters}
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  none: string;
  options: { value: string; label: string }[];
  value: string;
  onChoose(value: string): void;
}

function Choice({ label, none, options, value, onChoose }: ChoiceProps) {
  const id = useId();
  // What the address names may be gone from the choices: it still narrows the list, so it is still shown.
  const isKnown = value === '' || options.some((option) => option.value === value);
  if (options.length === 0 && value === '') return null;
  return (
    <div className="pick">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{none}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
