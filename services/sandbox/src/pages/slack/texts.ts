import type { Confirm } from '@slack/types';
import type { Html } from '../html.ts';
import { mrkdwn, plainText } from './mrkdwn.ts';
import type { Place } from './place.ts';

/** A text object of either kind. */
export function textOf(text: { type: string; text: string }, { reader }: Pick<Place, 'reader'>): Html {
  return text.type === 'mrkdwn' ? mrkdwn(text.text, reader) : plainText(text.text);
}

/** What is asked before a press is sent, as JSON for the browser's script. */
export function confirmOf(confirm: Confirm | undefined): string | undefined {
  if (!confirm) return undefined;
  const { title, text, confirm: ok, deny, style } = confirm;
  return JSON.stringify({
    title: title?.text ?? '',
    text: text.text,
    ok: ok?.text ?? '',
    cancel: deny?.text ?? '',
    isDanger: style === 'danger',
  });
}
