import type { Directory } from '../accounts/directory.ts';
import type { CallLog } from '../calls.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { MisbehaviourRules } from '../misbehaviour.ts';
import type { PipedriveMemory } from '../pipedrive/records.ts';

/** What the pages look at. */
export type SandboxParts = {
  pipedrive: () => PipedriveMemory;
  directory: Directory;
  mailbox: Mailbox;
  rules: MisbehaviourRules;
  calls: CallLog;
  serviceUrl: () => string;
  url: () => string;
  /** Counts the changes of the memory: pages refresh when it moves. */
  revision: () => number;
};
