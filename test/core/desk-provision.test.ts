import { describe, expect, it } from 'vitest';
import { type DeskSurroundings, deskThings } from '#core/desk-provision.ts';
import { resolveSavedReply } from '#core/saved-reply.ts';
import { savedReplyTemplate } from '#core/saved-reply-templates/catalogue.ts';
import { Settings } from '#core/settings.ts';

const inboxes = [
  { id: 301, name: 'Support' },
  { id: 302, name: 'Support EN' },
];
const empty: DeskSurroundings = { inboxes, savedReplies: [], properties: null, webhook: null };
const plan = (settings: object, surroundings: Partial<DeskSurroundings> = {}) =>
  deskThings(Settings.parse(settings), { ...empty, ...surroundings });
const shown = (...args: Parameters<typeof plan>) =>
  plan(...args).map(({ creation, isThere }) => {
    const place = 'inbox' in creation ? creation.inbox.name : 'slug' in creation ? creation.slug : '';
    return `${isThere ? 'there' : 'missing'} ${place} › ${creation.name}`;
  });
const languages = { helpscout: { languages: { 'support en': 'en' } } };

it('is our webhook, where the help desk can reach us', () => {
  const url = 'https://passerelle.example.org/webhooks/helpscout';
  expect(shown({}, { inboxes: [], webhook: { url, isThere: false } })).toEqual([`missing  › Webhook ${url}`]);
  expect(shown({}, { inboxes: [], webhook: { url, isThere: true } })).toEqual([`there  › Webhook ${url}`]);
});

describe('what the settings need in the help desk', () => {
  it('is nothing without one', () => {
    expect(deskThings(Settings.parse({}), null)).toEqual([]);
  });

  it('is each saved reply in each inbox, in the language of the inbox', () => {
    const savedReplies = { valid: { fr: 'Compte', en: 'Account' } };
    expect(shown({ savedReplies, ...languages })).toEqual([
      'missing Support › Compte',
      'missing Support EN › Account',
    ]);
    const [french, english] = plan({ savedReplies, ...languages }).map(({ creation }) =>
      creation.what === 'saved-reply' ? creation.html : '',
    );
    expect(french).toContain('Bonjour');
    expect(english).toContain('Hello');
  });

  it('is in followed inboxes alone', () => {
    expect(shown({ savedReplies: { valid: 'Compte' }, helpscout: { inboxes: ['Support EN'] } })).toEqual([
      'missing Support EN › Compte',
    ]);
  });

  it('is there under any of its names, whatever the capitals', () => {
    const known = [
      { mailboxId: 301, name: 'COMPTE' },
      { mailboxId: 302, name: 'compte' },
    ];
    const savedReplies = { valid: { fr: 'Compte', en: 'Account' } };
    expect(shown({ savedReplies, ...languages }, { savedReplies: known })).toEqual([
      'there Support › Compte',
      'there Support EN › Account',
    ]);
  });

  it('leaves out what only the company can write', () => {
    expect(shown({ savedReplies: { merci: 'Merci' } })).toEqual([]);
  });

  it('is a property for each slug of the settings, where the plan has properties', () => {
    const properties = [{ slug: 'passerelle-request' }];
    const helpscout = { properties: { link: 'crm' } };
    expect(shown({ savedReplies: {}, helpscout }, { properties })).toEqual([
      'there passerelle-request › Demande de compte',
      'missing passerelle-account › Compte administrateur',
      'missing passerelle-owner › Propriétaire de l’affaire',
      'missing crm › Affaire Pipedrive',
    ]);
  });
});

describe('the house’s saved replies', () => {
  const values = {
    customer: { firstName: 'Camille', lastName: 'Exemple', email: null },
    mailbox: null,
    user: { name: 'Équipe Vente', email: 'vente@example.org' },
    conversation: { number: 1 },
    formUrl: 'https://passerelle.example.org/request?c=abc',
  };
  it.each(['valid', 'individualOrCompany', 'individual', 'no-public-service', 'form-filler'])(
    '%s can be filled in, in French and in English',
    (key) => {
      for (const language of ['fr', 'en'] as const) {
        const resolved = resolveSavedReply(savedReplyTemplate(key, language) ?? '', values);
        expect(resolved).toMatchObject({ ok: true, html: expect.stringContaining('Camille') });
      }
    },
  );

  it('the first two lead to the form', () => {
    for (const key of ['valid', 'individualOrCompany'])
      expect(savedReplyTemplate(key, 'fr')).toContain('{{formUrl}}');
  });

  it('knows no text of the prototype', () => {
    expect(savedReplyTemplate('constructor', 'fr')).toBeNull();
  });
});
