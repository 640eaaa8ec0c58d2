import { Suspense, useState } from 'react';
import type { BulkDecisionType } from '#core/contract/bulk.ts';
import type { DecisionChoices, RequestView } from '#core/contract/request-view.ts';
import type { Api } from '../../api.ts';
import { ableTo, bulkTypes } from '../../components/bulk/view-model.ts';
import { Button } from '../../components/button.tsx';
import { useLanguage, useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import type { SelectionModel } from '../../hooks/use-selection.ts';
import { numberWords } from '../../language.ts';
import { selectionMax } from '../../lists/selection.ts';
import { barTexts } from './bar-texts.ts';

const BulkDialog = lazyPart(async () => (await import('../../components/bulk/bulk-dialog.tsx')).BulkDialog);

interface BarProps {
  api: Api;
  selection: SelectionModel<RequestView>;
  /** How many requests the list has on all its pages; null while nobody can tell. */
  total: number | null;
  hasMorePages: boolean;
  choices: DecisionChoices;
  onBegun(bulkId: string): void;
}

/** What can be done about the chosen requests, of which there is at least one, all at once. */
export function BulkBar({ api, selection, total, hasMorePages, choices, onBegun }: BarProps) {
  const texts = useTexts(barTexts);
  const language = useLanguage();
  const [asked, setAsked] = useState<BulkDecisionType | null>(null);
  const { items: requests, mark, adding, addAllPages, clear } = selection;
  const offersAll =
    mark === 'all' && hasMorePages && requests.length < Math.min(total ?? selectionMax, selectionMax);
  return (
    <section className="bulk-bar" aria-label={texts.title}>
      <p role="status">
        <strong>{texts.selected(requests.length)}</strong>
        {adding === 'failed' && <span className="field-problem">{texts.addingFailed}</span>}
      </p>
      <div className="buttons">
        {bulkTypes.map((type) => {
          const count = ableTo(requests, type).length;
          return (
            <Button
              key={type}
              tone={type === 'accept-request' ? 'primary' : 'secondary'}
              disabled={count === 0}
              onClick={() => setAsked(type)}
            >
              {texts.action[type]} <span className="count">{numberWords(language, count)}</span>
            </Button>
          );
        })}
        {offersAll && (
          <Button tone="quiet" busy={adding === 'running'} onClick={() => void addAllPages()}>
            {texts.selectAll(total === null ? null : Math.min(total, selectionMax))}
          </Button>
        )}
        <Button tone="quiet" onClick={clear}>
          {texts.clear}
        </Button>
      </div>
      {asked !== null && (
        <Suspense>
          <BulkDialog
            api={api}
            type={asked}
            selected={requests}
            choices={choices}
            onClose={() => setAsked(null)}
            onBegun={(bulkId) => {
              setAsked(null);
              clear();
              onBegun(bulkId);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
