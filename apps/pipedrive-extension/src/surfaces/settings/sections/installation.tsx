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
  return (
    <>
      <ProvisionPlan api={api} onApplied={onApplied} />
      <Doctor api={api} nowMs={nowMs} />
    </>
  );
}
