import type { ConversionChoices } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../components/language-context.ts';
import { Pick } from '../../components/list/pick.tsx';
import { pipelineTexts } from './texts.ts';
import type { Place } from './use-address.ts';

/** Whose customers the list and the figures are about. */
export function OwnerPick({ place, choices }: { place: Place; choices: ConversionChoices }) {
  const texts = useTexts(pipelineTexts);
  const { owner } = place.state;
  return (
    <Pick
      label={texts.owner}
      none={texts.anyOwner}
      options={choices.owners.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={owner === null ? '' : String(owner)}
      onChoose={(chosen) => place.go({ owner: chosen === '' ? null : Number(chosen) })}
    />
  );
}
