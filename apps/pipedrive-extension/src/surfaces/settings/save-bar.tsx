import { Button } from '../../components/button.tsx';
import { useTexts } from '../../components/language-context.ts';
import { confirmLoss } from '../../host/confirm-loss.ts';
import type { Confirmation, Host } from '../../host/host.ts';
import { type Section, sections } from './model/sections.ts';
import { type PageTexts, pageTexts } from './texts/page.ts';
import type { Settings } from './use-settings.ts';

interface SaveBarProps {
  settings: Settings;
  changed: ReadonlySet<Section>;
  host: Host;
  onSave(): void;
}

/** Says where unsaved changes are, and saves or drops them all. */
export function SaveBar({ settings, changed, host, onSave }: SaveBarProps) {
  const texts = useTexts(pageTexts);
  if (!settings.isChanged && !settings.isSaving) return null;
  const names = sections.filter((section) => changed.has(section)).map((section) => texts.section[section]);
  async function discard(): Promise<void> {
    if (await confirmLoss(host, discarding(texts))) settings.discard();
  }
  return (
    <footer className="save-bar">
      <p role="status">{texts.unsavedIn(names.join(', '))}</p>
      <Button disabled={settings.isSaving} onClick={() => void discard()}>
        {texts.discard}
      </Button>
      <Button tone="primary" busy={settings.isSaving} onClick={onSave}>
        {texts.save}
      </Button>
    </footer>
  );
}

function discarding(texts: PageTexts): Confirmation {
  return {
    title: texts.discardTitle,
    description: texts.discardText,
    okText: texts.discard,
    cancelText: texts.discardNo,
  };
}
