import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Company } from '#core/company.ts';
import type { TemplatePreview, TemplatesView, TemplateView } from '#core/contract/templates-view.ts';
import { mailCatalogue } from '#core/emails/index.ts';
import { type PreviewedDeals, templatesApi } from '#sync/http/templates-api.ts';
import {
  aServedCompany,
  callerIn,
  type Doors,
  fittingSettings,
  openDoors,
} from '../../kit/configuration-doors.ts';

/** One deal of a person whose organization has no name. */
const deals: PreviewedDeals = {
  list: async (_caller, search) =>
    [{ dealId: 31, title: 'Affaire Bourg' }].filter(({ title }) => title.includes(search)),
  valuesOf: async (_caller, dealId) =>
    dealId === 31 ? { personName: 'Dominique Bourg', organizationName: '', dealTitle: 'Bourg' } : undefined,
};
let company: Company;
let doors: Doors;
beforeEach(async () => {
  company = aServedCompany();
  doors = await openDoors(templatesApi({ callerOf: callerIn(() => company), deals }));
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

it('lists the deals that can fill a draft in', async () => {
  const items = async (query: string) => (await doors.call(`/deals${query}`)).body.items;
  expect(await items('')).toEqual([{ dealId: 31, title: 'Affaire Bourg' }]);
  expect(await items('?q=Rien')).toEqual([]);
  expect((await doors.call(`/deals?q=${'x'.repeat(201)}`)).status).toBe(400);
});

it('fills a draft in with a deal, and with the example where the deal says nothing', async () => {
  const draft = { text: '{{ personName }} de {{ organizationName }} : {{ activationLink }}{{ dealTitle }}' };
  const { text } = await preview({ ...draft, dealId: 31 });
  expect(text).toBe('Dominique Bourg de  : https://comptes.example.org/activer/abc123{{ dealTitle }}');
  expect((await preview({ ...draft, dealId: 32 })).text).toMatch(/^Camille Exemple de Mairie d’Exemple/);
});

it('lists a mail that a follow-up of the company sends, with what follow-ups know', async () => {
  const rule = {
    key: 'silent',
    label: 'Sans nouvelles',
    steps: [{ kind: 'mail', template: 'spring-news', afterDays: 0 }],
  };
  const own = { subject: 'Nouveautés', text: 'Bonjour {{ personName }}, {{ optOutLink }}' };
  company = aServedCompany({
    ...fittingSettings,
    followUps: [rule],
    templates: { 'spring-news': { fr: own }, 'follow-up-spare': { fr: own } },
  });
  const items = await list();
  const find = (key: string) => items.find((one) => one.key === key && one.language === 'fr');
  for (const key of ['spring-news', 'follow-up-spare'])
    expect(find(key)).toMatchObject({ ...own, group: 'follow-up', isDefault: false });
  const names = (key: string) => find(key)?.variables.map(({ name }) => name);
  expect(names('spring-news')).toEqual([...mailCatalogue['follow-up-first'].variables]);
  const { problems } = await preview({ key: 'spring-news', text: '{{ activationLink }}' });
  expect(problems).toEqual([expect.objectContaining({ title: 'Variable inconnue' })]);
});

it('tells which mails belong together', async () => {
  const groups = Map.groupBy(await list(), ({ group }) => group);
  const keys = (group: TemplateView['group']) => new Set(groups.get(group)?.map(({ key }) => key));
  expect(keys('client')).toContain('demo-step-1');
  expect(keys('follow-up')).toEqual(new Set(['follow-up-first', 'follow-up-second', 'follow-up-last']));
  expect(keys('team')).toContain('week-digest');
  expect(keys('request')).toContain('refusal-individual');
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

it.each([[{ key: 'nothing' }], [{ language: 'de' }], [{ text: 3 }], [{ dealId: 0 }]])(
  'refuses %j',
  async (wrong) => {
    const body = { key: 'welcome', language: 'fr', subject: '', text: '', html: '', ...wrong };
    expect((await doors.call('/preview', { body })).status).toBe(400);
  },
);
