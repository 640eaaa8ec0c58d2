import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callsTo, dealIn, entered, inStore, mailsTo, reaches } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';
import { envelope, postWebhook, robotPerson } from '../../kit/webhooks.ts';

let world: World;
let nextId = 90_000;
beforeAll(async () => {
  world = await startWorld({ environment: { SWEEP_SECONDS: '86400' } });
});
afterAll(() => world.stop());

async function requestsOf(email: string) {
  return (await world.list(`?q=${encodeURIComponent(email)}`)).items;
}

/** Waits until nothing of what was received waits any more. */
async function routed() {
  await eventually(async () => {
    const waiting = await inStore(world, "select 1 from deliveries where state = 'recorded'");
    return waiting.length === 0;
  });
}

describe('webhooks of one person', () => {
  it('make one request when one is delivered three times, and when it is told again under other ids', async () => {
    const id = nextId++;
    const email = `trois-${id}@ville.example.org`;
    const told = envelope({ entity: 'person', id, action: 'create', data: robotPerson(id, email) });
    const answers = await Promise.all([1, 2, 3].map(() => postWebhook(world, told)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const kept = await inStore(world, 'select 1 from deliveries where key = $1', [
      `${told.meta.company_id}:${told.meta.id}:1`,
    ]);
    expect(kept).toHaveLength(1);
    await eventually(async () => (await requestsOf(email)).length > 0);

    const others = Array.from({ length: 3 }, () => ({ ...told, meta: { ...told.meta, id: randomUUID() } }));
    await Promise.all(others.map((other) => postWebhook(world, other)));
    await routed();
    expect(await requestsOf(email)).toHaveLength(1);
  });

  it('make one request when the change comes before the creation, with the newer facts', async () => {
    const id = nextId++;
    const email = `avant-${id}@ville.example.org`;
    const created = robotPerson(id, 'ancienne@ville.example.org', { name: 'Avant', update_time: null });
    const changed = robotPerson(id, email, { name: 'Après', update_time: new Date().toISOString() });
    await postWebhook(world, envelope({ entity: 'person', id, data: changed }));
    await eventually(async () => (await requestsOf(email)).length > 0);
    await postWebhook(world, envelope({ entity: 'person', id, action: 'create', data: created }));
    await routed();
    const [request, ...more] = await requestsOf(email);
    expect(more).toEqual([]);
    expect(request?.person).toMatchObject({ name: 'Après', emails: [email] });
  });

  it('leave the newest word when old ones come late', async () => {
    const id = nextId++;
    const email = `tard-${id}@ville.example.org`;
    const at = (second: number) => new Date(Date.now() - 60_000 + second * 1000).toISOString();
    const told = [3, 1, 2].map((second) => {
      const data = robotPerson(id, email, {
        name: `Nom ${second}`,
        add_time: at(0),
        update_time: at(second),
      });
      return envelope({ entity: 'person', id, data, meta: { timestamp: at(second) } });
    });
    for (const one of told) await postWebhook(world, one);
    await routed();
    const [request] = await requestsOf(email);
    expect(request?.person.name).toBe('Nom 3');
  });

  it('do not bring a deleted person back', async () => {
    const id = nextId++;
    const email = `parti-${id}@ville.example.org`;
    const person = robotPerson(id, email);
    await postWebhook(world, envelope({ entity: 'person', id, action: 'create', data: person }));
    await postWebhook(world, envelope({ entity: 'person', id, action: 'delete', previous: person }));
    await postWebhook(world, envelope({ entity: 'person', id, data: person }));
    await routed();
    const [request, ...more] = await requestsOf(email);
    expect(request?.step).toBe('withdrawn');
    expect(more).toEqual([]);
  });
});

describe('a vendor that delivers badly', () => {
  it.each(['duplicate', 'late', 'reorder'] as const)('%s: one account, one mail, one move', async (kind) => {
    const rule = world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind, ms: 300 });
    const { dealId, email } = await world.form();
    const { id } = await world.requestOf(dealId);
    await reaches(world, id, 'pending');
    await world.command({ type: 'accept-request', requestId: id });
    await reaches(world, id, 'accepted');
    world.sandbox.misbehaviour.remove(rule.id);
    // The echoes of our own writes come late as well, and move nothing.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await routed();
    expect(await world.request(id)).toMatchObject({ step: 'accepted' });
    expect(await requestsOf(email)).toHaveLength(1);
    expect(world.sandbox.accounts.accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
    expect(mailsTo(world, email)).toHaveLength(1);
    expect(callsTo(world, 'PATCH', `/api/v2/deals/${dealId}`)).toHaveLength(1);
    expect(dealIn(world, dealId)).toMatchObject({ pipeline_id: 2, stage_id: 5 });
  });

  it('a second submission of the same person while the first is carried out makes no second account', async () => {
    const email = `bis-${nextId}@ville.example.org`;
    const { dealId } = entered(world, { email });
    entered(world, { email });
    const { id } = await world.requestOf(dealId);
    await reaches(world, id, 'pending');
    await world.command({ type: 'accept-request', requestId: id });
    await reaches(world, id, 'accepted');
    await routed();
    expect(world.sandbox.accounts.accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
    expect(mailsTo(world, email)).toHaveLength(1);
  });
});
