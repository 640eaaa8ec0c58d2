import type { SlackMemory } from './records.ts';

/** The app as it is registered with Slack: fixed values of the sandbox. */
export interface AppRegistration {
  id: string;
  clientId: string;
  clientSecret: string;
  signingSecret: string;
  /** The deprecated `token` field, which some requests still carry. */
  verificationToken: string;
}

/** What all parts of the stand-in work on. */
export interface SlackContext {
  memory: SlackMemory;
  app: AppRegistration;
  now(): Date;
  /** Something worth saving changed. */
  changed(): void;
  /** Base address of the sandbox: of response_url. */
  url(): string;
  /** Base address of the service under test. */
  serviceUrl(): string;
  /** Runs work that nobody waits for, until the sandbox stops. */
  later(delayMs: number, work: () => Promise<void>): void;
}

/** What the screen of Slack would not allow, in a sentence. */
export class SlackActError extends Error {
  override name = 'SlackActError';
}
