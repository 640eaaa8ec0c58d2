import { type RefObject, useEffect, useRef } from 'react';
import { useTexts } from '../../components/language-context.ts';
import type { Host } from '../../host/host.ts';
import type { Choice } from './model/merge.ts';
import { hashOf } from './model/sections.ts';
import { pageTexts } from './texts/page.ts';
import type { Settings } from './use-settings.ts';

export interface Saving {
  /** The list of what is wrong; takes the focus when a save was refused. */
  summary: RefObject<HTMLElement | null>;
  save(): void;
  /** Saves names that do not exist yet too, and goes where they are created. */
  saveAndCreate(): void;
  resolve(choiceOf: (path: string) => Choice | undefined): void;
}

/** Saving with its sequel: the host's message when it is done, the focus on what is wrong when it is not. */
export function useSaving(settings: Settings, host: Host): Saving {
  const texts = useTexts(pageTexts);
  const summary = useRef<HTMLElement>(null);
  async function tell(saving: Promise<boolean>): Promise<void> {
    if (await saving) await host.showMessage(texts.savedMessage).catch(() => undefined);
    else setTimeout(() => summary.current?.focus());
  }
  const save = () => void tell(settings.save());
  const { isChanged } = settings;
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (isChanged) latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [isChanged]);
  async function saveAndCreate(): Promise<void> {
    const saving = settings.save(true);
    await tell(saving);
    if (await saving) window.location.hash = hashOf('installation');
  }
  return {
    summary,
    save,
    saveAndCreate: () => void saveAndCreate(),
    resolve: (choiceOf) => void tell(settings.resolve(choiceOf)),
  };
}
