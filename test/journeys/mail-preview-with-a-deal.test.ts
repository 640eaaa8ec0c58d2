import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PreviewDeals, TemplatePreview, TemplatesView } from '#core/contract/templates-view.ts';
import { startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

it('fills the mails of the settings page in with a deal of the company', async () => {
  const { dealId } = await world.form({ name: 'Dominique Bourg', organization: 'Commune de Bourg' });
  await world.requestOf(dealId);
  const { items } = (await world.call('/api/templates/deals?q=dominique')).body as PreviewDeals;
  expect(items.map((deal) => deal.dealId)).toEqual([dealId]);
  const listed = (await world.call('/api/templates')).body as TemplatesView;
  const mail = listed.items.find(({ key, language }) => key === 'demo-step-1' && language === 'fr');
  const body = { ...mail, dealId };
  const { text, problems } = (await world.call('/api/templates/preview', { body })).body as TemplatePreview;
  expect(problems).toEqual([]);
  expect(text).toContain('Bonjour Dominique Bourg,');
  expect(text).toContain('pour Commune de Bourg');
});
