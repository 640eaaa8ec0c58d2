import { afterAll, beforeAll, expect, it } from 'vitest';
import { filledIn, inCrm, openPage, sendForm } from '../../../kit/public-form.ts';
import { createServiceProcess, type ServiceProcess } from '../../../kit/service-process.ts';
import { eventually, startWorld, type World } from '../../../kit/start-world.ts';

let world: World;
let worker: ServiceProcess;
beforeAll(async () => {
  const settings = { publicForm: { enabled: true } };
  // This node takes forms and shows pages; the work is done by one that can be killed.
  world = await startWorld({ settings, environment: { ROLE: 'web' } });
  worker = await createServiceProcess({ ...world.environment, ROLE: 'worker', SWEEP_SECONDS: '1' });
  worker.start();
  await worker.ready();
});
afterAll(async () => {
  await worker.kill();
  await world.stop();
});

it('a form is entered once, however often the service is killed in the middle', async () => {
  world.sandbox.misbehaviour.add({
    vendor: 'pipedrive',
    kind: 'latency',
    ms: 300,
    match: { method: 'POST' },
  });
  const fields = await filledIn(world);
  const { organization, email = '' } = fields;
  const { status, headers } = await sendForm(world, fields);
  expect(status).toBe(303);
  const counts = () => {
    const { persons, deals, notes } = inCrm(world, email);
    const organizations = world.sandbox.pipedrive.organizations.filter(({ name }) => name === organization);
    return [organizations.length, persons.length, deals.length, notes.length];
  };
  for (const [index, what] of ['organization', 'person', 'deal', 'note'].entries()) {
    await eventually(() => counts()[index] === 1);
    await worker.kill();
    expect(counts(), `killed as the ${what} was there`).not.toContain(2);
    worker.start();
  }
  const path = headers.get('location') ?? '';
  await eventually(async () => (await openPage(world, path)).html.includes('à l’étude'));
  await worker.ready();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(counts()).toEqual([1, 1, 1, 1]);
}, 90_000);
