import { describe, expect, it } from 'vitest';
import { bodyOf, bodyText, linked } from '../../../services/sandbox/src/pages/helpscout/body-text.ts';

const markupOf = (text: string): string =>
  linked(text)
    .map(({ markup }) => markup)
    .join('');

describe('the text of a body', () => {
  it.each([
    ['<p>Bonjour,</p><p>Merci.</p>', 'Bonjour,\nMerci.'],
    ['Un<br>deux<br />\n trois', 'Un\ndeux\ntrois'],
    ['a &amp; b &lt;b&gt; &eacute;&#233;&#xE9; &unknown;', 'a & b <b> ééé &unknown;'],
    ['&amp;lt;script&amp;gt;', '&lt;script&gt;'],
    ['<ul><li>un</li><li>deux</li></ul>', '• un\n• deux'],
    ['avant<script>alert(1)</script><style>p{}</style>après', 'avantaprès'],
    [
      '<a href="https://f.example.org/?a=1&amp;b=2">le formulaire</a>',
      'le formulaire (https://f.example.org/?a=1&b=2)',
    ],
    ["<a class='x' href='https://f.example.org'>https://f.example.org</a>", 'https://f.example.org'],
    ['<img src=x onerror="alert(1)">', ''],
    ['a<br><br><br><br>b', 'a\n\nb'],
    ['&#1114112;&#x110000;', '&#1114112;&#x110000;'],
  ])('%s', (body, text) => {
    expect(bodyText(body)).toBe(text);
  });
});

describe('addresses in a text', () => {
  it('are links, without the punctuation behind them', () => {
    expect(markupOf('Ici (https://f.example.org/x?a=1&b=2).')).toBe(
      'Ici (<a href="https://f.example.org/x?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">https://f.example.org/x?a=1&amp;b=2</a>).',
    );
  });

  it('never come from anything but http, and nothing else is markup', () => {
    expect(markupOf('javascript:alert(1) <b>"\'&')).toBe('javascript:alert(1) &lt;b&gt;&quot;&#39;&amp;');
    expect(markupOf('https://x.example.org/"><script>')).not.toContain('<script>');
  });
});

describe('what is typed', () => {
  it('is HTML with its lines, links and nothing of its own', () => {
    expect(bodyOf('Bonjour <b>\r\nmerci')).toBe('Bonjour &lt;b&gt;<br />merci');
    expect(bodyText(bodyOf('Voir https://f.example.org ici\n\nMerci'))).toBe(
      'Voir https://f.example.org ici\n\nMerci',
    );
  });
});
