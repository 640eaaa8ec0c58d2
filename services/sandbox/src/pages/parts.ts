import type { Directory } from '../accounts/directory.ts';
import type { CallLog } from '../calls.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { MisbehaviourRules } from '../misbehaviour.ts';
import type { PipedriveMemory } from '../pipedrive/records.ts';
import type { Companies } from '../pipedrive-part.ts';

/** What the pages look at. */
export type SandboxParts = {
  companies: Companies;
  directory: Directory;
  mailbox: Mailbox;
  rules: MisbehaviourRules;
  calls: CallLog;
  serviceUrl: () => string;
  url: () => string;
  /** Counts the changes of the memory: pages refresh when it moves. */
  revision: () => number;
};

/** The memory of one company; an id that is none's means the first. */
export function memoryOf({ companies }: SandboxParts, companyId: number): PipedriveMemory {
  return (companies.find(companyId) ?? companies.all[0]).memory;
}
