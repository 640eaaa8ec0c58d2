import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as acts from '../../../services/sandbox/src/pipedrive/acts.ts';
import type { WebhookMisbehaviour } from '../../../services/sandbox/src/pipedrive/webhook-sender.ts';
import { type Pipedrive, type Receiver, startPipedrive, startReceiver } from './harness.ts';

let receiver: Receiver;
let pipedrive: Pipedrive;
let faults: (WebhookMisbehaviour | undefined)[];
let now: Date | undefined;

beforeEach(async () => {
  faults = [];
  now = undefined;
  receiver = await startReceiver();
  pipedrive = await startPipedrive({
    serviceUrl: receiver.url,
    webhookRetryMs: [20, 20, 20],
    webhookMisbehaviour: () => faults.shift(),
    now: () => now ?? new Date(),
  });
});
afterEach(async () => {
  await pipedrive.stop();
  await receiver.close();
});

describe('envelope', () => {
  it('of a REST write: string ids, typed custom fields, string visibility, no update_time on create', async () => {
    const code = pipedrive.memory.fields.deal.find((field) => field.field_type === 'enum')?.field_code ?? '';
    const { body } = await pipedrive.call('POST', '/api/v2/deals', {
      title: 'Neuve',
      custom_fields: { [code]: 1 },
    });
    const [delivery] = await receiver.until(1);
    const basic = `Basic ${Buffer.from('hook:hook-password').toString('base64')}`;
    expect(delivery?.headers.authorization).toBe(basic);
    expect(delivery?.body.meta).toMatchObject({
      action: 'create',
      entity: 'deal',
      company_id: '7001',
      entity_id: String(body.data.id),
      user_id: '1',
      webhook_id: '1',
      webhook_owner_id: '1',
      change_source: 'api',
      version: '2.0',
      type: 'general',
      is_bulk_edit: false,
      attempt: 1,
      permitted_user_ids: ['1', '11', '12', '21', '22', '23'],
    });
    expect(delivery?.body.meta.timestamp).toMatch(/\.\d{3}Z$/);
    expect(delivery?.body.previous).toBeNull();
    expect(delivery?.body.data).toMatchObject({ title: 'Neuve', visible_to: '3', update_time: null });
    const custom = delivery?.body.data?.custom_fields as Record<string, unknown>;
    expect(custom[code]).toEqual({ id: 1, type: 'enum' });
    expect(Object.values(custom).filter((value) => value === null)).toHaveLength(7);
  });

  it('of a change by a person: only old values of what changed', async () => {
    acts.updateDeal(pipedrive.standIn, 21, 1, { stage_id: 5 });
    const [delivery] = await receiver.until(1);
    expect(delivery?.body.previous).toEqual({ stage_id: 4 });
    expect(delivery?.body.data).toMatchObject({ id: 1, stage_id: 5, update_time: expect.any(String) });
    expect(delivery?.body.meta).toMatchObject({ action: 'change', change_source: 'app', user_id: '21' });
  });

  it('nests old custom values, and says nothing when nothing changed', async () => {
    const code =
      pipedrive.memory.fields.person.find((field) => field.field_name === 'Fonction')?.field_code ?? '';
    acts.updatePerson(pipedrive.standIn, 22, 1, { name: 'Accueil Valmont' });
    acts.updatePerson(pipedrive.standIn, 22, 1, { owner_id: 22, custom_fields: { [code]: 'Maire' } });
    const [delivery] = await receiver.until(1);
    expect(delivery?.body.previous).toEqual({ owner_id: 21, custom_fields: { [code]: null } });
    const custom = delivery?.body.data?.custom_fields as Record<string, unknown>;
    expect(custom[code]).toEqual({ type: 'varchar', value: 'Maire' });
    await pause(50);
    expect(receiver.received).toHaveLength(1);
  });

  it('of a deletion: data null, the last state in previous', async () => {
    acts.deletePerson(pipedrive.standIn, 21, 1);
    const [delivery] = await receiver.until(1);
    expect(delivery?.body.data).toBeNull();
    expect(delivery?.body.previous).toMatchObject({ id: 1, name: 'Accueil Valmont' });
  });

  it('of a merge: two events of one cause, telling of each other', async () => {
    await pipedrive.call('PUT', '/v1/persons/1/merge', { merge_with_id: 2 });
    const metas = (await receiver.until(2)).map((each) => each.body.meta);
    const gone = metas.find((meta) => meta.action === 'delete');
    const kept = metas.find((meta) => meta.action === 'change');
    expect(gone).toMatchObject({ entity_id: '1', merged_to_id: '2' });
    expect(kept).toMatchObject({ entity_id: '2', merged_from_id: '1', correlation_id: gone?.correlation_id });
  });

  it('goes only where action and object are wanted, with the same id for all', async () => {
    const sent = {
      subscription_url: receiver.url,
      event_action: 'delete',
      event_object: 'person',
      name: 'x',
    };
    await pipedrive.call('POST', '/v1/webhooks', sent);
    acts.deleteDeal(pipedrive.standIn, 21, 1);
    acts.deletePerson(pipedrive.standIn, 21, 2);
    const bodies = (await receiver.until(3)).map((each) => each.body.meta);
    await pause(50);
    expect(bodies).toHaveLength(3);
    const ofPerson = bodies.filter((meta) => meta.entity === 'person');
    expect(ofPerson.map((meta) => meta.webhook_id).toSorted()).toEqual(['1', '2']);
    expect(new Set(ofPerson.map((meta) => meta.id)).size).toBe(1);
  });
});

describe('delivery', () => {
  it('repeats with the same id until a 2xx, and writes down the last status', async () => {
    const answers = [500, 503, 204];
    receiver.state.answer = () => answers.shift() ?? 200;
    acts.deleteDeal(pipedrive.standIn, 21, 1);
    const deliveries = await receiver.until(3);
    await pause(80);
    expect(deliveries.map((each) => each.body.meta.attempt)).toEqual([1, 2, 3]);
    expect(new Set(deliveries.map((each) => each.body.meta.id)).size).toBe(1);
    const { body } = await pipedrive.call('GET', '/v1/webhooks');
    expect(body.data[0]?.last_http_status).toBe(204);
  });

  it('gives up after the fourth attempt', async () => {
    receiver.state.answer = () => 500;
    acts.deleteDeal(pipedrive.standIn, 21, 1);
    await receiver.until(4);
    await pause(80);
    expect(receiver.received.map((each) => each.body.meta.attempt)).toEqual([1, 2, 3, 4]);
  });

  it('counts a redirect and a slow answer as failures', async () => {
    receiver.state.answer = () => 302;
    acts.deleteDeal(pipedrive.standIn, 21, 1);
    await receiver.until(2);
    pipedrive.memory.limits.webhookTimeoutMs = 30;
    receiver.state.answer = () => pause(100, 200);
    acts.deleteDeal(pipedrive.standIn, 21, 2);
    const attempts = (await receiver.until(6)).filter((each) => each.body.meta.entity_id === '2');
    expect(attempts.length).toBeGreaterThan(1);
  });

  it('bans for 30 minutes after ten failed first attempts, when bans are on; those events are lost', async () => {
    now = new Date('2026-03-10T10:00:00Z');
    pipedrive.memory.limits.banEnabled = true;
    receiver.state.answer = () => 500;
    const rename = (title: string) => acts.updateDeal(pipedrive.standIn, 21, 1, { title });
    for (let count = 1; count <= 10; count += 1) rename(`essai ${count}`);
    await receiver.until(10);
    // The tenth failure starts the ban once its answer is back; retries that were under way end with it.
    await expect.poll(() => pipedrive.memory.subscriptions[0]?.banned_until).not.toBeNull();
    await pause(60);
    receiver.state.answer = () => 200;
    receiver.received.length = 0;
    rename('perdu');
    await pause(60);
    expect(receiver.received).toHaveLength(0);
    now = new Date('2026-03-10T10:30:01Z');
    rename('de retour');
    expect((await receiver.until(1))[0]?.body.data?.title).toBe('de retour');
  });

  it('drops a subscription that failed for three days, when bans are on', async () => {
    now = new Date('2026-03-10T10:00:00Z');
    pipedrive.memory.limits.banEnabled = true;
    acts.updateDeal(pipedrive.standIn, 21, 1, { title: 'bien' });
    await receiver.until(1);
    await pause(20);
    now = new Date('2026-03-13T10:00:00Z');
    receiver.state.answer = () => 500;
    acts.updateDeal(pipedrive.standIn, 21, 1, { title: 'mal' });
    await receiver.until(2);
    await pause(20);
    expect(pipedrive.memory.subscriptions).toHaveLength(0);
    pipedrive.standIn.setServiceUrl(receiver.url);
    expect(pipedrive.memory.subscriptions).toHaveLength(1);
  });

  it('follows setServiceUrl, forgets what was under way on seed, sends nothing after stop', async () => {
    const other = await startReceiver();
    pipedrive.standIn.setServiceUrl(`${other.url}/`);
    acts.updateDeal(pipedrive.standIn, 21, 1, { title: 'ailleurs' });
    await other.until(1);
    expect(receiver.received).toHaveLength(0);
    faults = [{ kind: 'late', ms: 50 }];
    acts.updateDeal(pipedrive.standIn, 21, 1, { title: 'oublié' });
    const { memory } = pipedrive.standIn;
    pipedrive.standIn.seed();
    expect(memory.deals[0]?.title).toBe('Affaire Mairie de Valmont');
    await pipedrive.standIn.stop();
    acts.updateDeal(pipedrive.standIn, 21, 1, { title: 'trop tard' });
    await pause(100);
    expect(other.received).toHaveLength(1);
    await other.close();
  });
});

describe('misbehaviour', () => {
  const change = (title: string) => acts.updateDeal(pipedrive.standIn, 21, 1, { title });
  const titles = () => receiver.received.map((each) => each.body.data?.title);

  it('duplicates with the same id', async () => {
    faults = [{ kind: 'duplicate' }];
    change('deux fois');
    await receiver.until(2);
    expect(titles()).toEqual(['deux fois', 'deux fois']);
    expect(new Set(receiver.received.map((each) => each.body.meta.id)).size).toBe(1);
  });

  it('loses', async () => {
    faults = [{ kind: 'lost' }];
    change('perdu');
    change('reçu');
    await receiver.until(1);
    await pause(50);
    expect(titles()).toEqual(['reçu']);
  });

  it('is late', async () => {
    faults = [{ kind: 'late', ms: 80 }];
    change('tard');
    change('tôt');
    await receiver.until(2);
    expect(titles()).toEqual(['tôt', 'tard']);
  });

  it('changes the order of neighbours, and never holds for ever', async () => {
    faults = [{ kind: 'reorder' }, { kind: 'reorder' }, { kind: 'reorder', ms: 60 }];
    change('un');
    change('deux');
    await receiver.until(2);
    expect(titles()).toEqual(['deux', 'un']);
    change('trois');
    await receiver.until(3);
    expect(titles()).toEqual(['deux', 'un', 'trois']);
  });
});
