import type { HelpscoutContext } from '../helpscout-context.ts';

/** The base of the API as its links name it. */
export const apiPath = '/helpscout/v2';

type Linking = Pick<HelpscoutContext, 'url'>;

/** A link of the API. */
export function link({ url }: Linking, path: string): { href: string } {
  return { href: `${url()}${apiPath}${path}` };
}

/** Where a person looks at a conversation: its page in the sandbox. */
export function webAddress({ url }: Linking, { id }: { id: number }): string {
  return `${url()}/helpscout/conversation/${id}`;
}
