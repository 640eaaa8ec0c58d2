import { useState } from 'react';
import type { ConversionChoices, ConversionView } from '#core/contract/conversion-view.ts';
import type { Api } from '../../../api.ts';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { Pick } from '../../../components/list/pick.tsx';
import type { SelectionModel } from '../../../hooks/use-selection.ts';
import { selectionMax } from '../../../lists/selection.ts';
import { EnrolDialog } from './enrol-dialog.tsx';
import { processTexts } from './texts.ts';

interface BarProps {
  api: Api;
  selection: SelectionModel<ConversionView>;
  /** How many customers the list has on all its pages. */
  total: number;
  rules: ConversionChoices['followUps'];
  /** Called when a follow-up was begun for some. */
  onDone(): void;
}

/** What can be done for the chosen customers, all at once: begin a follow-up. */
export function EnrolBar({ api, selection, total, rules, onDone }: BarProps) {
  const texts = useTexts(processTexts);
  const [key, setKey] = useState(rules[0]?.key ?? '');
  const [isAsked, setAsked] = useState(false);
  const { items, mark, adding, addAllPages, clear } = selection;
  const rule = rules.find((one) => one.key === key);
  const wanted = Math.min(total, selectionMax);
  return (
    <section className="bulk-bar" aria-label={texts.bar}>
      <p role="status">
        <strong>{texts.selected(items.length)}</strong>
        {adding === 'failed' && <span className="field-problem">{texts.addingFailed}</span>}
      </p>
      <div className="buttons">
        {rules.length === 0 && <span className="hint">{texts.noRules}</span>}
        <Pick
          label={texts.rule}
          options={rules.map(({ key: value, label }) => ({ value, label }))}
          value={key}
          onChoose={setKey}
        />
        <Button tone="primary" disabled={!rule} onClick={() => setAsked(true)}>
          {texts.enrol}
        </Button>
        {mark === 'all' && items.length < wanted && (
          <Button tone="quiet" busy={adding === 'running'} onClick={() => void addAllPages()}>
            {texts.selectAll(wanted)}
          </Button>
        )}
        <Button tone="quiet" onClick={clear}>
          {texts.clear}
        </Button>
      </div>
      {isAsked && rule && (
        <EnrolDialog
          api={api}
          rule={rule}
          customers={items}
          onClose={(isBegun) => {
            setAsked(false);
            if (!isBegun) return;
            clear();
            onDone();
          }}
        />
      )}
    </section>
  );
}
