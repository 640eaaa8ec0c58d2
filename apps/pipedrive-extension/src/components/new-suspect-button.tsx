import { useState } from 'react';
import { withFrenchSpaces } from '../french-spaces.ts';
import type { Host } from '../host/host.ts';
import type { Language } from '../language.ts';
import { failureTexts } from '../service/failures.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { useLanguage, useTexts } from './language-context.ts';
import { Notice } from './notice.tsx';

const fr = { newSuspect: 'Nouveau suspect' };
const en: typeof fr = { newSuspect: 'New suspect' };

/** The words of the way to the form of a new suspect. */
export const newSuspectButtonTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };

/** Opens the form in which staff enter a suspect; lists around show it by themselves. */
export function NewSuspectButton({ host }: { host: Host }) {
  const texts = useTexts(newSuspectButtonTexts);
  const failure = failureTexts[useLanguage()]['host-silent'];
  const [isSilent, setSilent] = useState(false);
  async function open(): Promise<void> {
    setSilent(false);
    try {
      await host.openNewSuspect();
    } catch {
      setSilent(true);
    }
  }
  return (
    <div className="new-suspect">
      <Button onClick={() => void open()}>
        <Icon name="plus" /> {texts.newSuspect}
      </Button>
      {isSilent && (
        <Notice tone="warning" title={failure.title}>
          <p>{failure.detail}</p>
        </Notice>
      )}
    </div>
  );
}
