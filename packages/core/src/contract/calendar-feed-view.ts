/** `GET|POST|DELETE /api/calendar-feed`: the reader's calendar of promises. Instants are ISO 8601 in UTC. */
export interface CalendarFeedView {
  isOn: boolean;
  /** The secret link; told once, in the answer that made it. */
  url?: string;
  madeAt: string | null;
  /** When a calendar program last asked for it. */
  readAt: string | null;
}
