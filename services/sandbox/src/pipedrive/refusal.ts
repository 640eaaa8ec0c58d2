/** An answer that is not a success, thrown by handlers and written by the error handler of the stand-in. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`Pipedrive stand-in answers ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** The generic error body (pipedrive.md 2.3). */
export function refusal(status: number, error: string, errorInfo: string | null = null): Refusal {
  return new Refusal(status, {
    success: false,
    error,
    error_info: errorInfo,
    data: null,
    additional_data: null,
  });
}

/** 404 for a record that does not exist or is not visible (pipedrive.md 2.3). */
export function notFound(): Refusal {
  return refusal(404, 'Entity was not found', 'Object was not found.');
}

/**
 * 400 of v2 for input that breaks the schema (pipedrive.md 2.2).
 * `fieldCode` is sent for errors in custom fields, as since 2026-05-21 (pipedrive.md 2.3).
 */
export function invalid(problems: string[], fieldCode?: string): Refusal {
  return new Refusal(400, {
    success: false,
    error: `Validation failed: ${problems.join('; ')}`,
    code: 'ERR_SCHEMA_VALIDATION_FAILED',
    ...(fieldCode === undefined ? {} : { field_code: fieldCode }),
  });
}
