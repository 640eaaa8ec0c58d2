import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../../services/sandbox/src/pages/slack/blocks.ts';
import { mrkdwn, plainText } from '../../../services/sandbox/src/pages/slack/mrkdwn.ts';
import type { Reader } from '../../../services/sandbox/src/pages/slack/reader.ts';

const reader: Reader = {
  context: {
    language: 'fr',
    theme: undefined,
    company: { id: 1, name: 'Une' },
    companyChoice: [],
    staff: {
      id: 1,
      name: 'Une',
      email: 'une@example.org',
      active: true,
      admin: true,
      role_id: 1,
      created: '',
    },
    staffChoice: [],
    path: '/slack',
    t: (fr) => fr,
    dateTime: (iso) => iso,
  },
  userId: 'U1',
  timeZone: 'Pacific/Auckland',
  now: new Date('2026-11-22T10:00:00Z'),
  userName: (id) => ({ U1: 'Moi', U2: 'Autre <b>' })[id],
  channelName: (id) => ({ C1: 'demandes' })[id],
  people: [],
};
const shown = (text: string): string => mrkdwn(text, reader).markup;

describe('mrkdwn', () => {
  it.each([
    ['*gras*, _penché_ et ~barré~', '<strong>gras</strong>, <em>penché</em> et <s>barré</s>'],
    ['2*3*4 et nom_de_champ', '2*3*4 et nom_de_champ'],
    ['* pas gras *', '* pas gras *'],
    ['`*code*`', '<code>*code*</code>'],
    [
      '*un <https://example.org|lien>*',
      /^<strong>un <a href="https:\/\/example.org"[^>]*>lien<\/a><\/strong>$/,
    ],
    ['<javascript:alert(1)|oui>', 'oui'],
    ['&lt;script&gt; &amp;amp;', '&lt;script&gt; &amp;amp;'],
    ['<script>', '&lt;script&gt;'],
    ['un\ndeux', 'un<br>deux'],
    ['&gt; cité\nsuite', '<blockquote>cité</blockquote>suite'],
    [':warning: :constructor:', '<span role="img" aria-label="warning">⚠️</span> :constructor:'],
  ])('reads %s', (text, wanted) => {
    if (typeof wanted === 'string') expect(shown(text)).toBe(wanted);
    else expect(shown(text)).toMatch(wanted);
  });

  it('shows people and channels by name, and who reads by a sign of its own', () => {
    expect(shown('<@U2>')).toBe('<span class="mention">@Autre &lt;b&gt;</span>');
    expect(shown('<@U1> <#C1>')).toBe(
      '<span class="mention me">@Moi</span> <span class="mention">#demandes</span>',
    );
    expect(shown('<!channel>')).toBe('<span class="mention me">@channel</span>');
  });

  it('shows dates in the zone of the reader', () => {
    const unix = Date.parse('2026-11-22T12:30:00Z') / 1000;
    expect(shown(`<!date^${unix}^{date_short_pretty} à {time}|secours>`)).toContain('>demain à 01:30</time>');
    expect(shown('<!date^x^{date}|secours>')).toBe('secours');
  });
});

describe('blocks', () => {
  it('let nothing through that is markup of its own', () => {
    const evil = '"><script>alert(1)</script>';
    const markup = blocksOf(
      [
        { type: 'header', text: { type: 'plain_text', text: evil } },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: evil },
          fields: [{ type: 'plain_text', text: evil }],
        },
        {
          type: 'context',
          elements: [{ type: 'image', image_url: 'https://example.org/x', alt_text: evil }],
        },
        {
          type: 'actions',
          block_id: evil,
          elements: [
            {
              type: 'button',
              action_id: evil,
              text: { type: 'plain_text', text: evil },
              confirm: { text: { type: 'mrkdwn', text: evil } },
            },
            { type: 'button', text: { type: 'plain_text', text: 'x' }, url: 'javascript:alert(1)' },
          ],
        },
      ],
      { reader, prefix: 'm' },
    ).markup;
    expect(markup).not.toContain('<script');
    expect(markup).not.toContain('javascript:');
    expect(plainText('*a* <b>').markup).toBe('*a* &lt;b&gt;');
  });
});
