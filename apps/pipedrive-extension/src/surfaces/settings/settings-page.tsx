import { Suspense, useState } from 'react';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import type { Surroundings } from '../../start-surface.tsx';
import type { SettingsAnswer } from './contract.ts';
import { FindingsBanner } from './findings-banner.tsx';
import { FormContext } from './form-context.ts';
import { besideFindings } from './model/findings.ts';
import { besideFirstSteps, isNewHere } from './model/first-steps.ts';
import { changedSections, shownSections } from './model/sections.ts';
import { Navigation } from './navigation.tsx';
import { ReadOnlyNotice, SaveTrouble } from './page-notices.tsx';
import { ProblemSummary } from './problem-summary.tsx';
import { SaveBar } from './save-bar.tsx';
import { SectionBody } from './section-body.tsx';
import type { SettingsApi } from './settings-api.ts';
import { pageTexts } from './texts/page.ts';
import { useFindings } from './use-findings.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { usePlace } from './use-place.ts';
import { type Saving, useSaving } from './use-saving.ts';
import { type Settings, useSettings } from './use-settings.ts';

// Seldom seen: in a new company, and when two people change the settings at once.
const FirstSteps = lazyPart(async () => (await import('./first-steps.tsx')).FirstSteps);
const ConflictDialog = lazyPart(async () => (await import('./conflict-dialog.tsx')).ConflictDialog);

interface PageProps {
  surroundings: Surroundings;
  api: SettingsApi;
  first: SettingsAnswer;
  mayConfigure: boolean;
}

/** The sections beside their navigation, what is wrong, and the bar that saves. */
export function SettingsPage({ surroundings, api, first, mayConfigure }: PageProps) {
  const texts = useTexts(pageTexts);
  const { host, visibility } = surroundings;
  const settings = useSettings(api, first, visibility);
  const { saved, draft, trouble } = settings;
  // Stays until the page is left, so that the last step can be seen to be done.
  const [isNew] = useState(() => isNewHere(first));
  const problems = isNew && trouble === null ? besideFirstSteps(settings.problems) : settings.problems;
  const findings = useFindings(surroundings, api, { mayConfigure, revision: saved.revision });
  const items = (findings.view?.items ?? []).filter(({ area }) => !isNew || area !== 'settings');
  const isAsSaved = trouble === null && !settings.isChanged;
  const { summary, save, saveAndCreate, resolve } = useSaving(settings, host);
  const shown = shownSections(saved);
  const place = usePlace(isNew ? 'people' : 'general', shown);
  useLeaveGuard(settings.isChanged);
  const changed = changedSections(saved.settings, draft);
  const form = {
    draft,
    catalogue: saved.catalogue,
    companyId: saved.companyId,
    saved: saved.settings,
    isReadOnly: !saved.mayEdit,
    problems: settings.problems,
    set: settings.set,
  };
  return (
    <FormContext value={form}>
      <h1>{texts.title}</h1>
      <div className="settings-layout">
        <Navigation sections={shown} chosen={place.section} changed={changed} problems={problems} />
        <div className="settings-body">
          {isNew && (
            <Suspense fallback={null}>
              <FirstSteps saved={saved} />
            </Suspense>
          )}
          <ReadOnlyNotice {...saved} />
          <SaveTrouble trouble={trouble} problems={problems} onCreate={saveAndCreate} />
          <FindingsBanner findings={findings} items={items} nowMs={surroundings.api.clock.nowMs()} />
          <ProblemSummary ref={summary} problems={isAsSaved ? besideFindings(problems, items) : problems} />
          <SectionBody place={place} settings={settings} api={api} nowMs={surroundings.api.clock.nowMs} />
        </div>
      </div>
      <SaveBar settings={settings} changed={changed} host={host} onSave={save} />
      <Conflict settings={settings} nowMs={surroundings.api.clock.nowMs()} onSave={resolve} />
    </FormContext>
  );
}

interface ConflictProps {
  settings: Settings;
  nowMs: number;
  onSave: Saving['resolve'];
}

/** Asks when somebody else saved meanwhile. */
function Conflict({ settings, nowMs, onSave }: ConflictProps) {
  const { saved, draft, overtaken, postpone } = settings;
  if (!overtaken) return null;
  return (
    <Suspense fallback={null}>
      <ConflictDialog
        overtaken={overtaken}
        before={saved.settings}
        mine={draft}
        nowMs={nowMs}
        onSave={onSave}
        onClose={postpone}
      />
    </Suspense>
  );
}
