import { byId, liveById } from './lookup.ts';
import type { PipedriveMemory } from './records.ts';
import { refusal } from './refusal.ts';

type References = {
  owner_id?: number | undefined;
  person_id?: number | null | undefined;
  org_id?: number | null | undefined;
};

/**
 * Refuses a write that points at nobody: an owner must be an active user, a person or organization must live.
 * The status for a missing reference is UNVERIFIED (pipedrive.md has no sample); 400 is chosen.
 */
export function checkReferences(memory: PipedriveMemory, sent: References): void {
  if (sent.owner_id !== undefined && !byId(memory.users, sent.owner_id)?.active) {
    throw refusal(400, 'User not found or inactive', `owner_id ${sent.owner_id}`);
  }
  if (sent.person_id && !liveById(memory.persons, sent.person_id)) {
    throw refusal(400, 'Person not found', `person_id ${sent.person_id}`);
  }
  if (sent.org_id && !liveById(memory.organizations, sent.org_id)) {
    throw refusal(400, 'Organization not found', `org_id ${sent.org_id}`);
  }
}
