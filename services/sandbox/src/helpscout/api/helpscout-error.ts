export type Complaint = { path: string; message: string; rejectedValue?: unknown; code?: string };

/** What the API refuses, told as `application/vnd.error+json` (helpscout.md 2.1). */
export class HelpscoutError extends Error {
  readonly status: number;
  readonly complaints: Complaint[];

  constructor(status: number, message: string, complaints: Complaint[] = []) {
    super(message);
    this.name = 'HelpscoutError';
    this.status = status;
    this.complaints = complaints;
  }

  /** 400 for one field. `code`: of the anchor of the documentation, such as NotEmpty. */
  static invalid(
    path: string,
    message: string,
    rejectedValue?: unknown,
    code = 'InvalidValue',
  ): HelpscoutError {
    return new HelpscoutError(400, 'Bad request', [{ path, message, rejectedValue, code }]);
  }

  static notFound(): HelpscoutError {
    return new HelpscoutError(404, 'Not Found');
  }
}

const errorsPage = 'http://developer.helpscout.com/mailbox-api/overview/errors';

/** The body of a refusal. */
export function errorBody({ message, complaints }: HelpscoutError, logRef: string) {
  const errors = complaints.map(({ path, message: words, rejectedValue, code }) => ({
    path,
    message: words,
    ...(rejectedValue === undefined ? {} : { rejectedValue }),
    source: 'JSON',
    _links: { about: { href: `${errorsPage}#${code ?? 'InvalidValue'}` } },
  }));
  return {
    logRef,
    message,
    ...(errors.length > 0 ? { _embedded: { errors } } : {}),
    _links: { about: { href: errorsPage } },
  };
}
