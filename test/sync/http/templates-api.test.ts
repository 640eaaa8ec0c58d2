import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Company } from '#core/company.ts';
import type { TemplatePreview, TemplatesView, TemplateView } from '#core/contract/templates-view.ts';
import { mailCatalogue } from '#core/emails/index.ts';
import { templatesApi } from '#sync/http/templates-api.ts';
import {
  aServedCompany,
  callerIn,
  type Doors,
  fittingSettings,
  openDoors,
} from '../../kit/configuration-doors.ts';

let company: Company;
let doors: Doors;
beforeEach(async () => {
  company = aServedCompany();
  doors = await openDoors(templatesApi({ callerOf: callerIn(() => company) }));
});
afterEach(() => doors.close());

const list = async (language = 'fr') =>
  ((await doors.call('/', { language })).body as unknown as TemplatesView).items;
const preview = async (draft: Record<string, unknown>) => {
  const body = { key: 'welcome', language: 'fr', subject: 'Bonjour', text: '', html: '', ...draft };
  return (await doors.call('/preview', { body })).body as unknown as TemplatePreview;
};
const previewOf = ({ key, language, subject, text, html }: TemplateView) =>
  preview({ key, language, subject, text, html });

it('lists every mail in both languages, one for each refusal reason too', async () => {
  const items = await list();
  const keys = new Set(items.map(({ key }) => key));
  for (const key of Object.keys(mailCatalogue)) expect(keys).toContain(key);
  expect(keys).toContain('refusal-individual');
  expect(items).toHaveLength(keys.size * 2);
  for (const { label, variables } of items) {
    expect(label).not.toBe('');
    for (const { description, example } of variables) expect([description, example]).not.toContain('');
  }
});

it('labels and describes in the language of the reader', async () => {
  const [french, english] = [await list('fr'), await list('en')];
  for (const [index, item] of french.entries()) {
    expect(item.label).not.toBe(english[index]?.label);
    expect(item.variables[0]?.description).not.toBe(english[index]?.variables[0]?.description);
  }
});

it('renders the example of every mail of the house in both languages without a problem', async () => {
  for (const item of await list()) {
    const { subject, text, html, problems } = await previewOf(item);
    expect(problems).toEqual([]);
    for (const part of [subject, text, html]) expect(part).not.toMatch(/\{\{|\{%|^$/);
  }
});

it('shows the company’s own text with the house’s beside it', async () => {
  const own = { subject: 'À nous', text: '{{ activationLink }}' };
  company = aServedCompany({ ...fittingSettings, templates: { welcome: { fr: own } } });
  const items = await list();
  const find = (language: string) => items.find((one) => one.key === 'welcome' && one.language === language);
  expect(find('fr')).toMatchObject({ ...own, html: '', isDefault: false });
  expect(find('fr')?.original).toEqual(mailCatalogue.welcome.templates.fr);
  expect(find('en')).toMatchObject({ isDefault: true, ...mailCatalogue.welcome.templates.en });
});

it('shows the general refusal where a reason has no text of its own', async () => {
  const own = { subject: 'Non', text: '{{ reasonLabel }}' };
  company = aServedCompany({ ...fittingSettings, templates: { refusal: { fr: own } } });
  const items = await list();
  expect(items.find(({ key }) => key === 'refusal-individual')).toMatchObject({ ...own, isDefault: true });
});

it('fills a draft in with the example, its HTML made of the text', async () => {
  const { subject, text, html } = await preview({
    key: 'refusal-individual',
    subject: 'Pour {{ personName }}',
    text: 'Motif : {{ reasonLabel }}\n\n{{ note }}',
  });
  expect(subject).toBe('Pour Camille Exemple');
  expect(text).toContain('Motif : Particulier ou entreprise');
  expect(html).toMatch(/^<p>Motif : Particulier ou entreprise<\/p>/);
});

it('names an unknown variable and the nearest known one, and shows it as it was written', async () => {
  const { text, problems } = await preview({ text: 'Bonjour {{ personNam }}, {{ activationLink }}' });
  expect(text).toContain('Bonjour {{ personNam }},');
  expect(problems).toEqual([
    expect.objectContaining({
      path: 'templates.welcome.fr.text',
      title: 'Variable inconnue',
      detail: expect.stringContaining('{{ personNam }}'),
      nearest: 'personName',
    }),
  ]);
});

it('leaves a part that cannot be read empty and says where', async () => {
  const draft = { subject: '{% if', text: 'Bonjour {{ activationLink }}' };
  const { subject, text, problems } = await preview(draft);
  expect([subject, text.slice(0, 7)]).toEqual(['', 'Bonjour']);
  expect(problems).toEqual([expect.objectContaining({ path: 'templates.welcome.fr.subject' })]);
});

it('advises on a welcome without its link', async () => {
  expect((await preview({ text: 'Bonjour' })).problems).toEqual([
    expect.objectContaining({ nearest: 'activationLink' }),
  ]);
  expect((await preview({ text: '{{ activationLink }}' })).problems).toEqual([]);
});

it.each([[{ key: 'nothing' }], [{ language: 'de' }], [{ text: 3 }]])('refuses %j', async (wrong) => {
  const body = { key: 'welcome', language: 'fr', subject: '', text: '', html: '', ...wrong };
  expect((await doors.call('/preview', { body })).status).toBe(400);
});
