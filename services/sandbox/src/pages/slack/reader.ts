import type { PageContext } from '../page-context.ts';

/** Who reads Slack's texts: how names, times and words come out for that person. */
export type Reader = {
  context: PageContext;
  /** Slack's id of the person. */
  userId: string;
  /** IANA zone: dates are shown in the reader's. */
  timeZone: string;
  now: Date;
  /** The display name of a person, or undefined for an unknown id. */
  userName(id: string): string | undefined;
  channelName(id: string): string | undefined;
  /** Whom `users_select` offers. */
  people: { id: string; name: string }[];
};
