import { describe, expect, it } from 'vitest';
import {
  cut,
  emailLink,
  link,
  mentions,
  outside,
  outsideLines,
  outsidePlain,
  quoted,
} from '../../../../../services/sync/src/connectors/slack/messages/block-text.ts';

describe('cutting', () => {
  const family = '👩‍👩‍👧‍👦';

  it.each([
    ['leaves what fits', 'Mairie', 6, 'Mairie'],
    ['ends in an ellipsis', 'Mairie de Plouzané', 10, 'Mairie de…'],
    ['counts what escaping adds', 'a&b&c', 9, 'a&b…'],
    ['takes no part of an emoji', `ab${family}cd`, 8, 'ab…'],
    ['takes no half of a pair', 'abc😀😀', 5, 'abc…'],
    ['keeps an accent with its letter', 'abcde\u0301fgh', 6, 'abcd…'],
  ])('%s', (_, text, limit, wanted) => {
    expect(cut(text, limit)).toBe(wanted);
  });
});

describe('a text of the outside', () => {
  it.each([
    ['pings nobody', '<!channel> <@U123>', '&lt;!channel&gt; &lt;@U123&gt;'],
    ['is not read as an entity', '&lt;', '&amp;lt;'],
    ['makes nothing bold, struck or coded', '*a* ~b~ `c`', '∗a∗ ∼b∼ ˋcˋ'],
    ['makes nothing italic', '_a b_ nom_de_famille', 'ˍa bˍ nom_de_famille'],
    ['makes no emoji', ':tada: à 10:30:45', '\ua789tada: à 10:30:45'],
    ['makes no quotation', '>>> a', '››› a'],
    ['stays on its line', ' a\r\n\tb ', 'a b'],
    ['keeps no half of a pair', 'a\ud83d', 'a\ufffd'],
    ['keeps no marks that turn lines around', 'a\u202eb\u2067c\u0000', 'abc'],
    ['stands in an isolate when it is Arabic', 'بلدية', '\u2068بلدية\u2069'],
    ['stands in an isolate when it is Hebrew', 'עירייה 12', '\u2068עירייה 12\u2069'],
  ])('%s', (_, text, wanted) => {
    expect(outside(text, 100)).toBe(wanted);
  });

  it('closes its isolate within the limit', () => {
    expect(outside('بلدية القدس', 8)).toBe('\u2068بلدية…\u2069');
  });

  it('keeps its signs where nothing is read as markup', () => {
    expect(outsidePlain('*A* & <B>\n:tada:', 100)).toEqual({
      type: 'plain_text',
      text: '*A* &amp; &lt;B&gt; :tada:',
      emoji: false,
    });
    expect(outsideLines('a\n\nb', 100).text).toBe('a\n\nb');
    expect(outsidePlain(' \u0007 ', 100).text).toBe('–');
  });

  it('is quoted line by line', () => {
    expect(quoted('a\n\n> b\n<!here>', 100)).toBe('&gt; a\n&gt; › b\n&gt; &lt;!here&gt;');
    expect(quoted('a\n'.repeat(50), 1000).split('\n')).toHaveLength(20);
  });
});

describe('links', () => {
  it('are made of addresses that need no escaping', () => {
    expect(emailLink('a_b@x.example.org', 100)).toBe('<mailto:a_b@x.example.org|a_b@x.example.org>');
    expect(emailLink('a|<!here>@x.org', 100)).toBe('a|&lt;!here&gt;@x.org');
  });

  it('cannot be broken out of', () => {
    expect(link('https://x.example/?a=1&b=<|>', 'deal')).toBe(
      '<https://x.example/?a=1&amp;b=%3C%7C%3E|deal>',
    );
    expect(link('javascript:alert(1)', 'deal')).toBe('deal');
  });
});

it('mentions people and groups of the settings, and nobody else', () => {
  expect(mentions('<@U012AB> et <!subteam^S9>, <!channel> @here', 100)).toBe(
    '<@U012AB> et <!subteam^S9>, &lt;!channel&gt; @here',
  );
});
