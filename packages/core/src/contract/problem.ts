/** An RFC 9457 problem document. `title` is in staff words and in the reader's language. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** The request id, for support. */
  instance: string;
}
