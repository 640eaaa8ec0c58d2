import { describe, expect, it } from 'vitest';
import { exampleOf, type MailKey, mailCatalogue } from '#core/emails/index.ts';
import type { MailEntry } from '#core/emails/variables.ts';
import { Language } from '#core/model/localized.ts';
import { renderMail, variablesOf } from '#sync/connectors/mail/render.ts';

const keys = Object.keys(mailCatalogue) as MailKey[];
const cases = keys.flatMap((key) => Language.options.map((language) => [key, language] as const));
/** These always hold something; the others may be empty. */
const neverEmpty = new Set([
  'activationLink',
  'replyTo',
  'reasonLabel',
  'document',
  'conversationSubject',
  'conversationUrl',
  'dueAt',
  'procedureName',
  'administration',
  'promise',
  'dueOn',
  'lines',
]);
const toTheTeam = ['answer-due', 'promise-soon', 'promise-late', 'promise-escalated', 'week-digest'];

function render(key: MailKey, language: Language, change: (name: string, value: string) => string) {
  const values = Object.entries(exampleOf(key, language)).map(([name, value]) => [name, change(name, value)]);
  const template = mailCatalogue[key].templates[language];
  return renderMail(template, Object.fromEntries(values), { language, timeZone: 'Europe/Paris' });
}

/** What a reader sees of the HTML. */
function seenIn(html: string): string {
  const body = html.slice(html.indexOf('<body'));
  return body
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/[^\S\u00A0]+/g, ' ');
}

describe.each(cases)('%s in %s', (key, language) => {
  const entry: MailEntry = mailCatalogue[key];

  it('uses exactly the variables of the catalogue', () => {
    expect(variablesOf(entry.templates[language])).toEqual([...entry.variables].sort());
  });

  it('shows every value in both bodies', () => {
    const mail = render(key, language, (_name, value) => value);
    expect(mail.subject.length).toBeGreaterThan(10);
    expect(mail.html).toContain(`<html lang="${language}">`);
    for (const value of Object.values(exampleOf(key, language))) {
      expect(mail.text).toContain(value);
      expect(seenIn(mail.html)).toContain(value.replaceAll('\n', ' '));
    }
  });

  it('reads well when nothing optional is known', () => {
    const mail = render(key, language, (name, value) => (neverEmpty.has(name) ? value : ''));
    for (const text of [mail.subject, mail.text, seenIn(mail.html)]) {
      expect(text).not.toMatch(
        /\{\{|\{%|undefined|null|> *\n| {2,}[,.]| [,.]|\( *\)|(?:pour|for|before|avant le) *[.,:]/,
      );
    }
    expect(mail.text).toContain(language === 'fr' ? 'Bonjour,\n' : 'Hello,\n');
    if (!toTheTeam.includes(key))
      expect(mail.text).toContain(language === 'fr' ? 'Cordialement,\nL’équipe' : 'Kind regards,\nThe team');
    expect(mail.text).not.toMatch(/\n{3,}/);
  });

  it('says the same in both bodies', () => {
    const mail = render(key, language, (_name, value) => value);
    const words = (text: string) => text.replace(/^> /gm, '').split(/\s+/).filter(Boolean);
    const html = new Set(words(seenIn(mail.html)));
    expect(words(mail.text.replace('--\n', '')).filter((word) => !html.has(word))).toEqual([]);
  });
});

it('DS-48 asks for a day where none is planned yet', () => {
  const asked = (language: Language, day: string) =>
    render('go-live-question', language, (name, value) => (name === 'goLiveOn' ? day : value)).text;
  expect(asked('fr', '1 juillet 2026')).toContain('prévue le 1 juillet 2026. Êtes-vous prêts');
  expect(asked('fr', '')).toContain('Quelle date vous conviendrait');
  expect(asked('en', '')).toContain('Which day would suit you?');
});

it('DS-43 asks for documents where some are wanted, and says nothing of them elsewhere', () => {
  const sent = (documents: string) =>
    render('step-2-new-procedure', 'fr', (name, value) => (name === 'documents' ? documents : value));
  expect(sent('- Le plan\n- Le devis').text).toContain(
    'les éléments suivants\u00A0:\n\n- Le plan\n- Le devis\n\n',
  );
  expect(sent('- Le plan\n- Le devis').html).toContain('white-space:pre-line">- Le plan\n- Le devis</p>');
  expect(sent('').text).not.toContain('éléments suivants');
});

it('DS-41 introduces the client to somebody whose name it does not know', () => {
  const { text } = render('introduction', 'fr', (_name, value) => value);
  expect(text).toMatch(/^Bonjour,\n/);
  expect(text).toContain('Camille Exemple (Mairie d’Exemple) souhaite');
});

describe('French mails', () => {
  it.each(keys)('%s has French typography', (key) => {
    const { subject, text } = mailCatalogue[key].templates.fr;
    const prose = `${subject}\n${text}`.replace(/\{[{%].*?[%}]\}/g, '').replace(/https?:\S+/g, '');
    expect(prose).not.toMatch(/[^\u00A0\s][:;?!»]|[ \t][:;?!»]|«[^\u00A0]|'|\.\.\./);
  });
});
