import { useRef } from 'react';
import { useTexts } from '../../components/language-context.ts';
import { pipelineTexts } from './texts.ts';
import { type Tab, tabAfter, tabs } from './view-model.ts';

/** The ids that tie a tab to its panel. */
export const tabId = (tab: Tab) => `tab-${tab}`;
export const panelId = (tab: Tab) => `panel-${tab}`;

/** The tabs: Tab leads to the chosen one, arrows go from one to the next. */
export function TabBar({ chosen, onChoose }: { chosen: Tab; onChoose(tab: Tab): void }) {
  const texts = useTexts(pipelineTexts);
  const bar = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={bar}
      className="tabs"
      role="tablist"
      aria-label={texts.tabs}
      onKeyDown={(event) => {
        const next = tabAfter(chosen, event.key);
        if (next === null) return;
        event.preventDefault();
        bar.current?.querySelector<HTMLElement>(`#${tabId(next)}`)?.focus();
        onChoose(next);
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab}
          id={tabId(tab)}
          type="button"
          role="tab"
          className="tab"
          aria-selected={tab === chosen}
          aria-controls={tab === chosen ? panelId(tab) : undefined}
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => onChoose(tab)}
        >
          {texts.tab[tab]}
        </button>
      ))}
    </div>
  );
}
