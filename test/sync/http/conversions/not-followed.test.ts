import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { panelOf } from '../../../kit/followed-deals.ts';
import { startWorld, type World } from '../../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

it('shows nothing and does nothing where nobody is followed', async () => {
  expect(await panelOf(world, 1)).toMatchObject({ conversion: null, choices: { isEnabled: false } });
  const envelope = { commandId: randomUUID() };
  const commands = [
    { ...envelope, conversionId: randomUUID(), type: 'unblock' },
    { ...envelope, type: 'create-suspect', person: { name: 'Personne' } },
  ];
  for (const body of commands) {
    const { status, body: problem } = await world.call('/api/commands', { body });
    expect(status).toBe(409);
    expect(problem).toMatchObject({ title: 'Le suivi des clients n’est pas activé' });
    expect((await world.call('/api/commands/preview', { body })).status).toBe(409);
  }
  const order = { ...envelope, rule: 'x', conversionIds: [randomUUID()] };
  expect((await world.call('/api/conversions/enrol', { body: order })).status).toBe(409);
  const question = { person: { name: 'Personne' } };
  expect((await world.call('/api/suspects/check', { body: question })).status).toBe(409);
});
