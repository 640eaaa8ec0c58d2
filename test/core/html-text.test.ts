import { describe, expect, it } from 'vitest';
import { textOfHtml } from '#core/html-text.ts';

describe('what HTML says', () => {
  it.each([
    ['Bonjour,<br /><br />Merci.<br>', 'Bonjour,\n\nMerci.'],
    ['<p>Un</p>\n<p>Deux</p>', 'Un\n\nDeux'],
    ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['<a href="https://x.example/?a=1&amp;b=2">formulaire</a>', 'formulaire (https://x.example/?a=1&b=2)'],
    ['<a href="https://x.example">https://x.example</a>', 'https://x.example'],
    ['l&#39;&eacute;t&#xE9; &laquo;&nbsp;ok&nbsp;&raquo; &inconnu;', "l'été «\u00a0ok\u00a0» &inconnu;"],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
    ['<style>p{}</style>a<script>alert(1)</script>b', 'ab'],
  ])('%s', (html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it('does not take long for markup that never ends', () => {
    const startedAt = performance.now();
    textOfHtml('<a href="'.repeat(20_000));
    textOfHtml('<script'.repeat(20_000));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
