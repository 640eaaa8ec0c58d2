import type { Directory } from '../accounts/directory.ts';
import type { CallLog } from '../calls.ts';
import type { HelpscoutStandIn } from '../helpscout/stand-in.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { MisbehaviourRules } from '../misbehaviour.ts';
import type { PipedriveMemory } from '../pipedrive/records.ts';
import type { Companies } from '../pipedrive-part.ts';
import type { SlackStandIn } from '../slack/stand-in.ts';

/** What the pages look at. */
export type SandboxParts = {
  companies: Companies;
  directory: Directory;
  mailbox: Mailbox;
  slack: SlackStandIn;
  helpscout: HelpscoutStandIn;
  rules: MisbehaviourRules;
  calls: CallLog;
  serviceUrl: () => string;
  url: () => string;
  /** Where our app is framed from in Help Scout’s pages (helpscout/frame-server.ts). */
  frameUrl: () => string;
  /** Counts the changes of the memory: pages refresh when it moves. */
  revision: () => number;
};

/** The memory of one company; an id that is none's means the first. */
export function memoryOf({ companies }: SandboxParts, companyId: number): PipedriveMemory {
  return (companies.find(companyId) ?? companies.all[0]).memory;
}

/** Where our app is framed from: the frame server, unless a test plays the vendor's address itself. */
export function frameBase({ helpscout, frameUrl }: SandboxParts): string {
  return helpscout.frameBase ?? frameUrl();
}
