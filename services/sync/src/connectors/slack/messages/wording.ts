import type { Language } from '#core/model/localized.ts';

/** For whom a text is written, and when. `timeZone` is an IANA name, for where Slack cannot write a date itself. */
export interface Wording {
  language: Language;
  timeZone: string;
  now: Date;
}
