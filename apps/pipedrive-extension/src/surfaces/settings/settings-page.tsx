import { Suspense } from 'react';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import type { Surroundings } from '../../start-surface.tsx';
import type { SettingsAnswer } from './contract.ts';
import { FormContext } from './form-context.ts';
import { changedSections } from './model/sections.ts';
import { Navigation } from './navigation.tsx';
import { ReadOnlyNotice, SaveTrouble } from './page-notices.tsx';
import { ProblemSummary } from './problem-summary.tsx';
import { SaveBar } from './save-bar.tsx';
import { SectionBody } from './section-body.tsx';
import type { SettingsApi } from './settings-api.ts';
import { pageTexts } from './texts/page.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { usePlace } from './use-place.ts';
import { useSaving } from './use-saving.ts';
import { useSettings } from './use-settings.ts';

// Two people at once are rare.
const ConflictDialog = lazyPart(async () => (await import('./conflict-dialog.tsx')).ConflictDialog);

interface PageProps {
  surroundings: Surroundings;
  api: SettingsApi;
  first: SettingsAnswer;
}

/** The sections beside their navigation, what is wrong, and the bar that saves. */
export function SettingsPage({ surroundings, api, first }: PageProps) {
  const texts = useTexts(pageTexts);
  const { host, visibility } = surroundings;
  const settings = useSettings(api, first, visibility);
  const { saved, draft, problems, overtaken, trouble } = settings;
  const { summary, save, saveAndCreate, resolve } = useSaving(settings, host);
  const place = usePlace();
  useLeaveGuard(settings.isChanged);
  const changed = changedSections(saved.settings, draft);
  const form = {
    draft,
    catalogue: saved.catalogue,
    isReadOnly: !saved.mayEdit,
    problems,
    set: settings.set,
  };
  return (
    <FormContext value={form}>
      <h1>{texts.title}</h1>
      <div className="settings-layout">
        <Navigation chosen={place.section} changed={changed} problems={problems} />
        <div className="settings-body">
          <ReadOnlyNotice {...saved} />
          <SaveTrouble trouble={trouble} problems={problems} onCreate={saveAndCreate} />
          <ProblemSummary ref={summary} problems={problems} />
          <SectionBody place={place} settings={settings} api={api} nowMs={surroundings.api.clock.nowMs} />
        </div>
      </div>
      <SaveBar settings={settings} changed={changed} host={host} onSave={save} />
      <Suspense fallback={null}>
        {overtaken && (
          <ConflictDialog
            overtaken={overtaken}
            before={saved.settings}
            mine={draft}
            nowMs={surroundings.api.clock.nowMs()}
            onSave={resolve}
            onClose={settings.postpone}
          />
        )}
      </Suspense>
    </FormContext>
  );
}
