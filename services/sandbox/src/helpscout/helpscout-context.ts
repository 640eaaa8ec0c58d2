import type { HelpscoutMemory } from './memory.ts';
import type { Conversation, Customer } from './records.ts';

/** The service's two apps as they are registered: one for the API, one for the sidebar (helpscout.md 1). */
export interface HelpscoutRegistration {
  appId: string;
  appSecret: string;
  sidebarSecret: string;
}

/** What a webhook tells of; `isGone`: only the id is told. */
export type Happening =
  | { event: string; conversation: Conversation; isGone?: boolean }
  | { event: string; customer: Customer; isGone?: boolean };

/** A mail to a customer as it leaves. */
export interface OutgoingMail {
  from: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
  headers: { key: string; value: string }[];
}

/** What all parts of the stand-in work on. */
export interface HelpscoutContext {
  memory: HelpscoutMemory;
  app: HelpscoutRegistration;
  now(): Date;
  /** Something worth saving changed. */
  changed(): void;
  /** Base address of the sandbox. */
  url(): string;
  /** Base address of the service under test. */
  serviceUrl(): string;
  /** Base address the sidebar's frame is loaded from: the service's own, unless told. */
  frameUrl(): string;
  /** Runs work that nobody waits for, until the sandbox stops. */
  later(delayMs: number, work: () => Promise<void>): void;
  /** Tells the webhooks; the body is made of the records as they are now. */
  publish(happening: Happening): void;
  /** Puts a mail into the sandbox's mailbox. */
  deliver(mail: OutgoingMail): void;
}

/** What the screen of Help Scout would not allow, in a sentence. */
export class HelpscoutActError extends Error {
  override name = 'HelpscoutActError';
}
