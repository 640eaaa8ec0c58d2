import { type Html, html } from '../html.ts';
import { emojiOf } from './emoji.ts';
import type { Reader } from './reader.ts';
import { slackDate } from './slack-date.ts';

/** What may stand before and after a mark such as `*`: nothing that belongs to a word. */
const before = String.raw`(?<![\p{L}\p{N}])`;
const after = String.raw`(?![\p{L}\p{N}])`;
const spans = new RegExp(
  [
    '```(?<block>[\\s\\S]+?)```',
    '`(?<code>[^`\\n]+)`',
    '<(?<token>[^<>\\n]+)>',
    String.raw`${before}\*(?<bold>[^\s*](?:[^*\n]*[^\s*])?)\*${after}`,
    String.raw`${before}_(?<italic>[^\s_](?:[^_\n]*[^\s_])?)_${after}`,
    String.raw`${before}~(?<strike>[^\s~](?:[^~\n]*[^\s~])?)~${after}`,
    ':(?<emoji>[a-z0-9_+-]+):',
    '(?<line>\\n)',
  ].join('|'),
  'u',
);

/**
 * Slack's mrkdwn as markup: marks, links, mentions, dates (docs.slack.dev, formatting-message-text). What was not
 * escaped by the sender is read as Slack reads it; nothing reaches the page as markup of its own.
 */
export function mrkdwn(text: string, reader: Reader): Html {
  const lines = text.split('\n');
  const quoted = (line: string): boolean => /^(>|&gt;)/.test(line);
  if (text.includes('```') || !lines.some(quoted)) return html`${inline(text, reader)}`;
  return html`${runsOf(lines, quoted).map(({ isQuote, lines: run }) => {
    if (!isQuote) return inline(run.join('\n'), reader);
    const content = run.map((line) => line.replace(/^(>|&gt;) ?/, '')).join('\n');
    return html`<blockquote>${inline(content, reader)}</blockquote>`;
  })}`;
}

/** Plain text: only emoji and line breaks mean something. */
export function plainText(text: string): Html {
  return html`${text
    .split(/(:[a-z0-9_+-]+:|\n)/)
    .map((part) => (part === '\n' ? html`<br>` : (emojiOf(part.slice(1, -1), part) ?? part)))}`;
}

type Run = { isQuote: boolean; lines: string[] };

/** Neighbouring lines that are all quoted, or all not. */
function runsOf(lines: string[], quoted: (line: string) => boolean): Run[] {
  const runs: Run[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.isQuote === quoted(line)) last.lines.push(line);
    else runs.push({ isQuote: quoted(line), lines: [line] });
  }
  return runs;
}

function inline(text: string, reader: Reader): Html[] {
  const pieces: Html[] = [];
  let rest = text;
  for (let found = spans.exec(rest); found; found = spans.exec(rest)) {
    pieces.push(html`${unescaped(rest.slice(0, found.index))}`, span(found.groups ?? {}, found[0], reader));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...pieces, html`${unescaped(rest)}`];
}

function span(groups: Record<string, string | undefined>, whole: string, reader: Reader): Html {
  const { block, code, token, bold, italic, strike, emoji, line } = groups;
  if (block) return html`<pre>${unescaped(block.trim())}</pre>`;
  if (code) return html`<code>${unescaped(code)}</code>`;
  if (token) return angled(token, reader);
  if (bold) return html`<strong>${inline(bold, reader)}</strong>`;
  if (italic) return html`<em>${inline(italic, reader)}</em>`;
  if (strike) return html`<s>${inline(strike, reader)}</s>`;
  if (line) return html`<br>`;
  return html`${emojiOf(emoji ?? '', whole) ?? whole}`;
}

/** What stands between angle brackets: a mention, a date, a link. */
function angled(token: string, reader: Reader): Html {
  const bar = token.indexOf('|');
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? undefined : unescaped(token.slice(bar + 1));
  if (target.startsWith('@')) {
    const id = target.slice(1);
    return pill(`@${reader.userName(id) ?? label ?? id}`, id === reader.userId);
  }
  if (target.startsWith('#'))
    return pill(`#${reader.channelName(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith('!date^')) return date(target, label, reader);
  if (target.startsWith('!')) return pill(label ?? `@${target.slice(1).replace(/\^.*/, '')}`, true);
  return link(unescaped(target), label);
}

function pill(text: string, isAboutReader = false): Html {
  return html`<span class="mention${isAboutReader ? ' me' : ''}">${text}</span>`;
}

function date(target: string, fallback: string | undefined, reader: Reader): Html {
  const [, unix = '', pattern = '', address] = target.split('^');
  const seconds = Number(unix);
  if (!Number.isFinite(seconds) || unix === '') return html`${fallback ?? ''}`;
  const iso = new Date(seconds * 1000).toISOString();
  const shown = html`<time datetime="${iso}" title="${fallback}">${slackDate(seconds, unescaped(pattern), reader)}</time>`;
  return address ? html`<a href="${safe(unescaped(address))}">${shown}</a>` : shown;
}

function link(address: string, label: string | undefined): Html {
  const href = safe(address);
  if (!href) return html`${label ?? `<${address}>`}`;
  return html`<a href="${href}" target="_blank" rel="noopener">${label ?? address.replace(/^mailto:/, '')}</a>`;
}

/** Only addresses that open a page or a mail are links. */
function safe(address: string): string | undefined {
  return /^(https?:\/\/|mailto:)/i.test(address) ? address : undefined;
}

/** The three entities Slack knows. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
