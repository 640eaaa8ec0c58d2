/** A refusal of the token door, in the words of RFC 6749 5.2 (the vendor's own further keys are UNVERIFIED). */
export class OauthError extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, message: string) {
    super(message);
    this.status = status;
    this.error = error;
  }
}

/** 400 for a code or refresh token that is not good, or not good any more. */
export function invalidGrant(message: string): OauthError {
  return new OauthError(400, 'invalid_grant', message);
}
