import type { DecisionChoices } from '#core/contract/request-view.ts';
import { Button } from '../../components/button.tsx';
import { useTexts } from '../../components/language-context.ts';
import { Pick } from '../../components/list/pick.tsx';
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
      <Pick
        label={texts.source}
        none={texts.anySource}
        options={sources}
        value={address.source}
        onChoose={(source) => narrow({ source })}
      />
      <Pick
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
