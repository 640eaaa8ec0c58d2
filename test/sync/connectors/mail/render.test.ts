import { describe, expect, it } from 'vitest';
import { renderMail, variablesOf } from '#sync/connectors/mail/render.ts';

const paris = { language: 'fr', timeZone: 'Europe/Paris' } as const;
const same = (liquid: string) => ({ subject: liquid, text: liquid, html: liquid });

describe('renderMail', () => {
  it('escapes values in the HTML alone', () => {
    const values = { name: '<b>L’équipe & "co"</b>' };
    expect(renderMail(same('Bonjour {{ name }}'), values, paris)).toEqual({
      subject: 'Bonjour <b>L’équipe & "co"</b>',
      text: 'Bonjour <b>L’équipe & "co"</b>',
      html: 'Bonjour &lt;b&gt;L’équipe &amp; &#34;co&#34;&lt;/b&gt;',
    });
  });

  it('keeps a subject on one line', () => {
    expect(renderMail(same('Compte {{ name }}'), { name: 'a\r\nBcc: b@example.org' }, paris).subject).toBe(
      'Compte a Bcc: b@example.org',
    );
  });

  it('writes dates in the language and the time zone', () => {
    const liquid = same('{{ at | date: "%A %-d %B %Y, %H:%M" }}');
    const values = { at: '2026-03-31T22:30:00Z' };
    expect(renderMail(liquid, values, paris).text).toBe('mercredi 1 avril 2026, 00:30');
    expect(renderMail(liquid, values, { language: 'en', timeZone: 'UTC' }).text).toBe(
      'Tuesday 31 March 2026, 22:30',
    );
  });

  it.each([
    ['an unknown variable', '{{ nobody }}'],
    ['an unknown filter', '{{ name | shout }}'],
    ['an unclosed tag', '{% if name %}'],
    ['a file', '{% include "package.json" %}'],
    ['another template', '{% render "package.json" %}'],
    ['a layout', '{% layout "package.json" %}'],
    ['an inherited property', '{{ name.constructor.name }}'],
    ['an endless loop', '{% for i in (1..100000000) %}{{ i }}{% endfor %}'],
    ['a text that is too long', 'x'.repeat(200_001)],
  ])('refuses %s', (_what, liquid) => {
    expect(() => renderMail(same(liquid), { name: 'x' }, paris)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ vendor: 'mail', word: 'rejected' }) }),
    );
  });

  it('names the part and the place of a mistake', () => {
    const template = { subject: 'ok', text: 'ok', html: 'line one\n{{ nobody }}' };
    const en = expect.stringMatching(/undefined variable: nobody, line:2.*\(html\)/);
    expect(() => renderMail(template, {}, paris)).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ detail: expect.objectContaining({ en }) }),
      }),
    );
  });
});

describe('variablesOf', () => {
  it('lists what the three texts use, without what they define themselves', () => {
    const template = {
      subject: '{{ person.name }}',
      text: '{% assign greeting = "x" %}{{ greeting }}{% for item in items %}{{ item }}{% endfor %}',
      html: '{% if note != "" %}{{ note }}{% endif %}{{ person.email }}',
    };
    expect(variablesOf(template)).toEqual(['items', 'note', 'person']);
  });

  it('refuses what cannot be read', () => {
    expect(() => variablesOf(same('{% if %'))).toThrow(/rejected/);
  });
});
