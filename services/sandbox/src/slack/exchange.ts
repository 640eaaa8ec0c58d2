/** A request the stand-in sent to the app, and how it was answered; status null = no answer, or none in time. */
export interface Exchange {
  url: string;
  headers: Record<string, string>;
  /** The raw body, as it was signed. */
  body: string;
  status: number | null;
  /** The text that was answered. */
  answer: string;
  /** The app asked not to be sent this again (`X-Slack-No-Retry: 1`). */
  noRetry: boolean;
  isTimedOut: boolean;
  tookMs: number;
}
