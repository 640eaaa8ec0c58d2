import { describe, expect, it } from 'vitest';
import {
  linksToForm,
  proposedReply,
  type ReplyValues,
  resolveSavedReply,
  savedReplyNames,
} from '#core/saved-reply.ts';

const values: ReplyValues = {
  customer: { firstName: 'Camille', lastName: 'Exemple', email: 'camille@example.org' },
  mailbox: { name: 'Support', email: 'support@example.org' },
  user: { name: 'Chargée de clientèle', email: 'vente@example.org' },
  conversation: { number: 1001 },
  formUrl: 'https://passerelle.example.org/request?company=1&c=abc',
};
const html = (text: string, more: Partial<ReplyValues> = {}) => {
  const resolved = resolveSavedReply(text, { ...values, ...more });
  return resolved.ok ? resolved.html : resolved.problem;
};

describe('a saved reply', () => {
  it.each([
    ['Bonjour {%customer.firstName,fallback=there%},', 'Bonjour Camille,'],
    ['{%customer.fullName%} {% customer.lastName %}', 'Camille Exemple Exemple'],
    ['{%customer.email%}', 'camille@example.org'],
    ['{%mailbox.name%} <{%mailbox.email%}>', 'Support <support@example.org>'],
    ['{%user.firstName%}, {%user.fullName%}', 'Chargée, Chargée de clientèle'],
    ['n° {%conversation.number%}', 'n° 1001'],
    ['rien à remplir : 100 % {sûr}', 'rien à remplir : 100 % {sûr}'],
  ])('%s becomes %s', (written, filled) => {
    expect(html(written)).toBe(filled);
  });

  it('says the fallback, commas and markup included, where nothing is known', () => {
    const customer = { firstName: '', lastName: '', email: null };
    expect(html('Bonjour {%customer.firstName,fallback=Madame, <i>Monsieur</i>%},', { customer })).toBe(
      'Bonjour Madame, <i>Monsieur</i>,',
    );
    expect(html('Bonjour {%customer.firstName%}!', { customer })).toBe('Bonjour !');
  });

  it('lets nobody’s name be markup, an attribute or a variable', () => {
    const firstName = `<img src=x onerror=alert(1)>"'&{%user.email%}{{formUrl}}`;
    const filled = html('<p title="{%customer.firstName%}">', {
      customer: { ...values.customer, firstName },
    });
    expect(filled).toBe(
      '<p title="&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;&#123;%user.email%&#125;&#123;&#123;formUrl&#125;&#125;">',
    );
  });

  it.each([
    '<a href="{{formUrl}}">formulaire</a>',
    '<a href="http://{{formUrl}}">formulaire</a>',
    '<a href="https://{{ formUrl }}">formulaire</a>',
    '<a href="%7B%7BformUrl%7D%7D">formulaire</a>',
    '<a href="http://%7b%7bformUrl%7d%7d">formulaire</a>',
  ])('holds the link of the form however the editor wrote it: %s', (written) => {
    expect(linksToForm(written)).toBe(true);
    expect(html(written)).toBe(
      '<a href="https://passerelle.example.org/request?company=1&amp;c=abc">formulaire</a>',
    );
  });

  it('cannot be placed while the form it links to is closed', () => {
    expect(html('<a href="{{formUrl}}">x</a>', { formUrl: null })).toMatchObject({
      fr: expect.stringContaining('fermé'),
      en: expect.stringContaining('closed'),
    });
    expect(html('sans lien', { formUrl: null })).toBe('sans lien');
  });

  it.each([
    ['{%customer.nickname%}', '{%customer.nickname%}'],
    ['{%customer.nickname,fallback=x%}', '{%customer.nickname,fallback=x%}'],
    ['{%constructor%}', '{%constructor%}'],
    ['{% customer.firstName', '{% customer.firstName'],
    ['{{dealUrl}}', '{{dealUrl}}'],
    ['%7B%7BdealUrl%7D%7D', '%7B%7BdealUrl%7D%7D'],
  ])('that holds %s still is not sent', (written, named) => {
    expect(html(written)).toMatchObject({ fr: expect.stringContaining(`« ${named} »`) });
  });

  it('that names its inbox waits until that could be read', () => {
    expect(html('{%mailbox.name%}', { mailbox: null })).toMatchObject({ en: expect.any(String) });
  });
});

describe('which saved reply fits', () => {
  const keys = ['valid', 'individualOrCompany', 'form-filler'];
  const request = { step: 'pending', verdict: 'unknown', refusalReason: null };

  it.each([
    ['nobody asked yet', null, 'valid'],
    ['it may be a public body', request, 'valid'],
    ['evidence is awaited', { ...request, step: 'awaiting-evidence', verdict: 'needs-evidence' }, 'valid'],
    ['it is none', { ...request, verdict: 'not-eligible' }, 'individualOrCompany'],
    [
      'it was refused as such',
      { ...request, step: 'refused', refusalReason: 'individual' },
      'individualOrCompany',
    ],
    [
      'its refusal has one of its own',
      { ...request, step: 'refused', refusalReason: 'form-filler' },
      'form-filler',
    ],
    ['its refusal has none', { ...request, step: 'refused', refusalReason: 'no-public-service' }, null],
    ['it was accepted', { ...request, step: 'accepted', verdict: 'eligible' }, null],
    ['it is over', { ...request, step: 'withdrawn' }, null],
  ])('where %s', (_what, asked, key) => {
    expect(proposedReply(asked, keys)).toBe(key);
  });

  it('is none that the settings do not name', () => {
    expect(proposedReply(null, ['thanks'])).toBeNull();
  });
});

describe('the names of a saved reply', () => {
  it('are tried in the language of the inbox first', () => {
    expect(savedReplyNames('Demande', 'en')).toEqual(['Demande']);
    expect(savedReplyNames({ fr: 'Demande', en: 'Request' }, 'en')).toEqual(['Request', 'Demande']);
    expect(savedReplyNames({ fr: 'Demande' }, 'en')).toEqual(['Demande']);
    expect(savedReplyNames({}, 'en')).toEqual([]);
  });
});
