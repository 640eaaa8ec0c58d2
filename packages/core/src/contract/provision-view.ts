import type { ProvisionKind } from '../model/provision-kind.ts';

/** One thing Passerelle needs, and whether it is there. */
export interface ProvisionItemView {
  /** The same thing bears the same id in every plan. */
  id: string;
  what: ProvisionKind;
  /** As it is or will be called in Pipedrive. */
  name: string;
  state: 'present' | 'missing' | 'created' | 'failed';
  /** Where it belongs, or why it failed, in the reader's words. */
  detail: string | null;
}

/** `GET /api/provision`, and `POST /api/provision` after applying. */
export interface ProvisionView {
  items: ProvisionItemView[];
  mayApply: boolean;
}
