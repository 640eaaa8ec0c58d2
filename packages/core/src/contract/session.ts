/** `POST /api/sessions`: what a host's proof is exchanged for (interfaces.md section 5). */
export interface SessionAnswer {
  token: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
  staff: { name: string; email: string };
  locale: 'fr' | 'en';
  mayDecide: boolean;
  /** Administrators of Pipedrive change the settings. */
  mayConfigure: boolean;
  /** Decisions are recorded and shown, nothing is written outside. */
  shadow: boolean;
  /** Where the company's own Pipedrive is, such as `https://example.pipedrive.com`; null where that is not known. */
  recordsUrl: string | null;
}
