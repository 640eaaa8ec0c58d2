/** One thing looked at, and what to do about it, in the reader's words. */
export interface DoctorCheck {
  /** What it belongs to, e.g. "pipedrive", "settings", "mail". */
  area: string;
  name: string;
  state: 'ok' | 'wrong' | 'advice';
  detail: string;
  fix: string | null;
  /** Who can put it right; null when there is nothing to do. */
  who: 'operator' | 'admin' | 'vendor' | null;
}

/** `GET /api/doctor`. */
export interface DoctorView {
  checks: DoctorCheck[];
  /** When it looked, ISO 8601, UTC. */
  at: string;
}
