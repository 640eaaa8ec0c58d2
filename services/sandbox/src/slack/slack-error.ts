/** What the Web API answers as `{ok: false, error}` with status 200, with more fields where it is more precise. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(code: string, details: Record<string, unknown> = {}) {
    super(code);
    this.name = 'SlackError';
    this.code = code;
    this.details = details;
  }
}

/** An error that names the places of what is wrong, as Slack does for blocks and views. */
export function complaining(code: string, messages: string[]): SlackError {
  return new SlackError(code, {
    errors: messages.map((message) => message.replace(/^\[ERROR\] /, '')),
    response_metadata: { messages },
  });
}
