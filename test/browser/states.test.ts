import { afterAll, beforeAll, expect, it } from 'vitest';
import { submitted } from '../kit/flow.ts';
import { type Stage, startStage } from '../kit/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 60 } });
});
afterAll(() => stage.close());

it('says that a deal has no request, and shows one as soon as there is one', async () => {
  const { surface } = await stage.open('/pipedrive/deal/1');
  await surface.getByText('Aucune demande de compte ici').waitFor();
  await surface.getByText('Quand le contact de cette affaire demandera un compte').waitFor();
  const list = await stage.open('/pipedrive/requests');
  await list.surface.getByText('Tout est décidé').waitFor();
  expect(await stage.closeWindows()).toEqual([]);
});

it('shows the shape of what comes while it loads', async () => {
  const { dealId } = await submitted(stage.world);
  const { page, context, surface } = await stage.open('/pipedrive/deals');
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  await context.route('**/api/deals/**', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${stage.world.sandbox.url}/pipedrive/deal/${dealId}`);
  const loading = surface.locator('[aria-busy="true"]');
  await loading.getByText('Chargement de la demande…').waitFor();
  letGo();
  await surface.getByRole('button', { name: 'Accepter' }).waitFor();
  await loading.waitFor({ state: 'detached' });
  expect(await stage.closeWindows()).toEqual([]);
});

it('shows the same request beside the person', async () => {
  const { personId } = await submitted(stage.world, { organization: 'Mairie de la personne' });
  const { page, surface } = await stage.open(`/pipedrive/person/${personId}`);
  await surface.getByRole('heading', { name: 'Mairie de la personne' }).waitFor();
  await surface.getByRole('button', { name: /Mairie de la personne/ }).click();
  await page.waitForURL(/\/pipedrive\/deal\/\d+$/);
  expect(await stage.closeWindows()).toEqual([]);
});

it('folded, asks nothing; unfolded, shows what happened meanwhile', async () => {
  const { world } = stage;
  const { dealId, request } = await submitted(world);
  const { page, surface } = await stage.open(`/pipedrive/deal/${dealId}`);
  await surface.getByRole('button', { name: 'Accepter' }).waitFor();
  await page.getByRole('button', { name: 'Replier' }).click();
  const { undoUntil } = (await world.command({ type: 'accept-request', requestId: request.id })).view ?? {};
  expect(undoUntil).not.toBeNull();
  let askedCount = 0;
  page.on('request', (sent) => {
    if (sent.url().includes('/api/deals/')) askedCount += 1;
  });
  await page.waitForResponse(/\/sandbox\/counts/);
  await page.waitForResponse(/\/sandbox\/counts/);
  expect(askedCount).toBe(0);
  await page.getByRole('button', { name: 'Replier' }).click();
  await surface.getByText('Acceptée → Suspect').waitFor();
  expect(await stage.closeWindows()).toEqual([]);
});

it('keeps the last facts while the service is away, loses no click, and recovers alone', async () => {
  const { world } = stage;
  const { dealId, request } = await submitted(world, { organization: 'Mairie patiente' });
  const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
  const accept = surface.getByRole('button', { name: 'Accepter' });
  await accept.waitFor();
  const [node] = world.nodes.splice(0, 1);
  const port = new URL(node?.url ?? '').port;
  await node?.stop();

  const stale = surface.getByText(/^Données de \d\d:\d\d, service injoignable, nouvel essai…$/);
  await stale.waitFor();
  await surface.getByRole('heading', { name: 'Mairie patiente' }).waitFor();
  await accept.click();
  await surface.getByRole('alert').getByText('Passerelle est injoignable').waitFor();
  await surface.getByText('Rien n’est perdu.').waitFor();

  await world.addNode({ PORT: port });
  await surface.getByRole('alert').getByRole('button', { name: 'Réessayer' }).click();
  await surface.getByText('Acceptée → Suspect').waitFor();
  await stale.waitFor({ state: 'detached' });
  const { journal } = await world.request(request.id);
  expect(journal.filter(({ text }) => text.startsWith('Demande acceptée'))).toHaveLength(1);
  // The node that came back does not know the former one's sessions: they are opened anew, unseen.
  const expected = /ERR_CONNECTION_(REFUSED|RESET)|401 \(Unauthorized\)/;
  expect((await stage.closeWindows()).filter((text) => !expected.test(text))).toEqual([]);
});
