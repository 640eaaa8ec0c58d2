import { useCallback, useId, useState } from 'react';
import { useTexts } from '../../../components/language-context.ts';
import { useAnswer } from '../../../hooks/use-answer.ts';
import { Field } from '../fields/field.tsx';
import type { SettingsApi } from '../settings-api.ts';
import { toolTexts } from '../texts/tools.ts';
import { useSettled } from '../use-settled.ts';

interface DealChoiceProps {
  api: SettingsApi;
  chosen: number | null;
  onChoose(dealId: number | null): void;
}

/** Whose values fill the preview in: the examples, or a deal that is found by its words. */
export function DealChoice({ api, chosen, onChoose }: DealChoiceProps) {
  const texts = useTexts(toolTexts);
  const id = useId();
  const [search, setSearch] = useState('');
  const [last, setLast] = useState<{ dealId: number; title: string } | null>(null);
  const words = useSettled(search);
  const ask = useCallback((signal: AbortSignal) => api.previewDeals(words, signal), [api, words]);
  const { answer } = useAnswer(ask);
  const found = answer?.ok ? answer.value.items : [];
  // What is chosen stays among the choices while something else is looked for.
  const isFound = found.some(({ dealId }) => dealId === chosen);
  const deals = last && last.dealId === chosen && !isFound ? [last, ...found] : found;
  function choose(value: string): void {
    const deal = deals.find(({ dealId }) => String(dealId) === value) ?? null;
    setLast(deal);
    onChoose(deal?.dealId ?? null);
  }
  return (
    <div className="columns">
      <Field id={`${id}-deal`} label={texts.previewWith} problems={[]}>
        {(control) => (
          <select {...control} value={chosen ?? ''} onChange={({ target }) => choose(target.value)}>
            <option value="">{texts.previewExample}</option>
            {deals.map(({ dealId, title }) => (
              <option key={dealId} value={dealId}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field id={`${id}-search`} label={texts.previewSearch} problems={[]}>
        {(control) => (
          <input
            {...control}
            type="search"
            autoComplete="off"
            maxLength={200}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        )}
      </Field>
    </div>
  );
}
