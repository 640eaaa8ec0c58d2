import type { Page, Route } from 'playwright-core';
import type { DoctorView } from '#core/contract/doctor-view.ts';
import type { ProvisionView } from '#core/contract/provision-view.ts';
import type { SettingsHistory, SettingsProblem } from '#core/contract/settings-view.ts';
import type { TemplateView } from '#core/contract/templates-view.ts';
import type { SettingsAnswer } from '../../apps/pipedrive-extension/src/surfaces/settings/contract.ts';

/** What a fake of the settings' doors answers, and what it was sent; a test changes it as it goes. */
export interface FakeSettings {
  view: SettingsAnswer;
  /** What is wrong with settings that are saved or imported; null when nothing is. */
  judge(settings: SettingsAnswer['settings'], allowMissing: boolean): SettingsProblem[] | null;
  /** Somebody who saves first: the next save is told, and `view` is what they left. */
  overtakenBy: string | null;
  history: SettingsHistory;
  templates: TemplateView[];
  plan: ProvisionView;
  doctor: DoctorView;
  saves: { revision: number; settings: SettingsAnswer['settings'] }[];
  previews: { text: string; dealId: number | null }[];
  /** The service is away. */
  isAway: boolean;
}

/** Answers `/api/settings`, `/templates`, `/provision` and `/doctor` of a page from memory, before the service does. */
export async function answerSettings(page: Page, fake: FakeSettings): Promise<void> {
  await page.route(/\/api\/(settings|templates|provision|doctor)(\/|\?|$)/, async (route) => {
    if (fake.isAway) return route.abort('connectionrefused');
    const { pathname } = new URL(route.request().url());
    const method = route.request().method();
    const answer = doors[`${method} ${pathname.replace('/api', '')}`];
    if (!answer) return problem(route, 404, {});
    return answer(route, fake);
  });
}

type Door = (route: Route, fake: FakeSettings) => Promise<void>;

const doors: Record<string, Door> = {
  'GET /settings': (route, { view }) => route.fulfill({ json: view }),
  'PUT /settings': save,
  'GET /settings/history': (route, { history }) => route.fulfill({ json: history }),
  'GET /settings/export': (route, { view }) =>
    route.fulfill({ contentType: 'application/yaml', body: `undoSeconds: ${view.settings.undoSeconds}\n` }),
  'POST /settings/import': readImport,
  'GET /templates': (route, { templates }) => route.fulfill({ json: { items: templates } }),
  'GET /templates/deals': (route) => route.fulfill({ json: { items: findDeals(route) } }),
  'POST /templates/preview': preview,
  'GET /provision': (route, { plan }) => route.fulfill({ json: plan }),
  'POST /provision': provide,
  'GET /doctor': (route, { doctor }) => route.fulfill({ json: doctor }),
};

async function save(route: Route, fake: FakeSettings): Promise<void> {
  const sent = route.request().postDataJSON();
  fake.saves.push(sent);
  if (fake.overtakenBy !== null) {
    const changedBy = fake.overtakenBy;
    fake.overtakenBy = null;
    const { revision } = fake.view;
    return problem(route, 409, { changedBy, changedAt: new Date().toISOString(), revision });
  }
  const problems = fake.judge(sent.settings, sent.allowMissing);
  if (problems?.some(({ severity }) => severity === 'error')) return problem(route, 422, { problems });
  const { revision } = fake.view;
  fake.view = { ...fake.view, revision: revision + 1, settings: sent.settings, problems: problems ?? [] };
  await route.fulfill({ json: fake.view });
}

async function readImport(route: Route, fake: FakeSettings): Promise<void> {
  const { text } = route.request().postDataJSON();
  const undoSeconds = Number(/undoSeconds: (\d+)/.exec(text)?.[1]);
  if (Number.isNaN(undoSeconds)) {
    const wrong = { path: 'undoSeconds', title: 'Valeur incorrecte', detail: 'un nombre est attendu' };
    return problem(route, 422, { problems: [{ ...wrong, nearest: null, severity: 'error' }] });
  }
  await route.fulfill({ json: { settings: { ...fake.view.settings, undoSeconds }, problems: [] } });
}

const deals = [
  { dealId: 31, title: 'Commune de Bourg' },
  { dealId: 32, title: 'Mairie de Valmont' },
];

function findDeals(route: Route) {
  const words = new URL(route.request().url()).searchParams.get('q') ?? '';
  return deals.filter(({ title }) => title.toLowerCase().includes(words.toLowerCase()));
}

async function preview(route: Route, fake: FakeSettings): Promise<void> {
  const sent = route.request().postDataJSON();
  fake.previews.push(sent);
  const name = sent.dealId ? 'Dominique Bourg' : 'Camille Exemple';
  const filled = (text: string) => text.replaceAll('{{ personName }}', name);
  const html = `<p>${filled(sent.text)}</p><script>parent.document.title = 'reached'</script>`;
  await route.fulfill({
    json: { subject: filled(sent.subject), text: filled(sent.text), html, problems: [] },
  });
}

async function provide(route: Route, fake: FakeSettings): Promise<void> {
  const items = fake.plan.items.map((item) =>
    item.state === 'missing' ? { ...item, state: 'created' as const } : item,
  );
  fake.plan = { ...fake.plan, items };
  await route.fulfill({ json: fake.plan });
}

function problem(route: Route, status: number, members: object): Promise<void> {
  const document = { type: 'about:blank', title: 'Réglages non enregistrés', status, instance: 'essai' };
  return route.fulfill({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({ ...document, detail: 'À corriger.', ...members }),
  });
}
