import { act } from './slack-act.ts';
import type { SlackConfig } from './slack-config.ts';
import { followPage } from './slack-follow.ts';

/** Sends what stands in a composer: a message, or a slash command. What could not be sent stays there. */
export async function say(form: HTMLFormElement, { texts }: SlackConfig): Promise<void> {
  const field = form.querySelector('textarea');
  const text = field?.value.trim();
  if (!field || !text) return;
  field.value = '';
  const { channel = '', thread } = form.dataset;
  const { trouble } = await act('say', { channel, threadTs: thread ?? null, text }, texts.notAnswered);
  const line = form.querySelector('[role="alert"]');
  if (line) line.textContent = trouble;
  if (trouble && !field.value) field.value = text;
  await followPage();
}

/** Enter sends; with the shift key it starts a new line. */
export function isSending(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing;
}
