import { useState } from 'react';
import type { SettingsApi } from '../settings-api.ts';
import { Doctor } from './doctor.tsx';
import { ProvisionPlan } from './provision-plan.tsx';

interface InstallationProps {
  api: SettingsApi;
  nowMs(): number;
  /** What exists in Pipedrive is not what it was. */
  onApplied(): void;
}

/** What Pipedrive has to hold for Passerelle, and whether all is well. */
export function Installation({ api, nowMs, onApplied }: InstallationProps) {
  const [appliedCount, setAppliedCount] = useState(0);
  // What the doctor found before is not true any more.
  const applied = () => {
    setAppliedCount((count) => count + 1);
    onApplied();
  };
  return (
    <>
      <ProvisionPlan api={api} onApplied={applied} onInPlace={onApplied} />
      <Doctor key={appliedCount} api={api} nowMs={nowMs} />
    </>
  );
}
