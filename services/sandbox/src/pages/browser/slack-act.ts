import type { Typed } from './slack-fields.ts';

/** Where a pressed element stands. */
export type Place =
  | { kind: 'message'; channel: string; ts: string }
  | { kind: 'ephemeral'; id: string }
  | { kind: 'view'; viewId: string }
  | { kind: 'home' };

/** What a person does; see pages/slack/acts-of-pages.ts. */
export type Acts = {
  press: {
    place: Place;
    blockId: string;
    actionId: string;
    /** Absent for a button. */
    chosen?: string | string[];
    filled: Typed;
  };
  submit: { viewId: string; filled: Typed };
  close: { viewId: string; isCleared: boolean };
  say: { channel: string; threadTs: string | null; text: string };
  dismiss: { id: string };
  home: { tab: 'home' | 'messages' };
};

/** How it went: words for the person when it did not, and what is wrong with which block of a modal. */
export type ActAnswer = { trouble: string | null; errors: Record<string, string> | null };

/** Does something as the person who is shown; a sandbox that does not answer is trouble too. */
export async function act<K extends keyof Acts>(
  kind: K,
  sent: Acts[K],
  notAnswered: string,
): Promise<ActAnswer> {
  try {
    const response = await fetch(`/slack/acts/${kind}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...asPerson() },
      body: JSON.stringify(sent),
    });
    return await response.json();
  } catch {
    return { trouble: notAnswered, errors: null };
  }
}

/** Names the person this window shows: another window of the browser may show somebody else. */
export function asPerson(): Record<string, string> {
  return { 'x-slack-person': document.getElementById('slack')?.dataset.person ?? '' };
}
