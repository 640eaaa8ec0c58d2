import { type Html, html } from '../html.ts';

/** The emoji an app of this kind uses, by Slack's short names. */
const signs = new Map(
  Object.entries({
    alarm_clock: '⏰',
    arrow_right: '➡️',
    arrows_counterclockwise: '🔄',
    bell: '🔔',
    bust_in_silhouette: '👤',
    calendar: '📅',
    email: '📧',
    envelope: '✉️',
    hourglass_flowing_sand: '⏳',
    inbox_tray: '📥',
    information_source: 'ℹ️',
    large_blue_circle: '🔵',
    large_green_circle: '🟢',
    large_yellow_circle: '🟡',
    leftwards_arrow_with_hook: '↩️',
    lock: '🔒',
    mag: '🔍',
    no_entry: '⛔',
    no_entry_sign: '🚫',
    office: '🏢',
    page_facing_up: '📄',
    palm_tree: '🌴',
    paperclip: '📎',
    question: '❓',
    red_circle: '🔴',
    rotating_light: '🚨',
    speech_balloon: '💬',
    tada: '🎉',
    warning: '⚠️',
    wave: '👋',
    white_check_mark: '✅',
    x: '❌',
  }),
);

/** The sign of a short name with its name for screen readers, or undefined when this sandbox has none. */
export function emojiOf(name: string, whole: string): Html | undefined {
  const sign = whole.startsWith(':') && whole.endsWith(':') ? signs.get(name) : undefined;
  return sign ? html`<span role="img" aria-label="${name.replaceAll('_', ' ')}">${sign}</span>` : undefined;
}
