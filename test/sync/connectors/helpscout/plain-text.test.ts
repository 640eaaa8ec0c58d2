import { describe, expect, it } from 'vitest';
import { plainTextOf } from '#sync/connectors/helpscout/plain-text.ts';

describe('the text of a body', () => {
  it.each([
    ['lines', '<p>Bonjour,</p><p>oui<br>non<br/>peut&#233;tre</p>', 'Bonjour,\noui\nnon\npeutétre'],
    ['spaces', '<div>a&nbsp;&nbsp; b\n c</div>', 'a b c'],
    [
      'entities once',
      '&lt;b&gt; &amp;lt; &quot;&#x27;&apos; &eacute; &bogus;',
      "<b> &lt; \"'' &eacute; &bogus;",
    ],
    ['tags only', 'a < b and c > d', 'a < b and c > d'],
    ['what is not shown', 'a<style>p{}</style>b<SCRIPT>x()</SCRIPT >c<!-- d -->e', 'abce'],
    ['an end that never comes', 'a<script>alert(1)', 'a'],
    ['letters that grow', 'İİİ<style>x</style>b', 'İİİb'],
    ['a code of no sign', '&#0;&#x110000;x', '&#0;&#x110000;x'],
    ['many lines', 'a<br><br><br><br>b', 'a\n\nb'],
    ['nothing', '', ''],
  ])('%s', (_what, html, text) => {
    expect(plainTextOf(html)).toBe(text);
  });

  it.each([['<'], ['<!--'], ['<style'], ['<a '], ['&#'], ['<br'], ['\n'], [' ']])(
    'does not stop at 200,000 times %j',
    (part) => {
      const startedAt = performance.now();
      plainTextOf(part.repeat(200_000));
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    },
  );
});
