import type { DoctorCheck } from './doctor-view.ts';

/** `GET /api/findings`, for who may configure: what has to be put right, the same list on every surface. */
export interface FindingsView {
  /** Of the area "settings", `name` is the path of the setting it is about. */
  items: DoctorCheck[];
  /** When everything was last looked at, ISO 8601, UTC; null before the first look. */
  at: string | null;
}
