import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inStore } from '../../kit/flow.ts';
import { expectProblem } from '../../kit/problems.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';
import { envelope, postWebhook, robotPerson } from '../../kit/webhooks.ts';

let world: World;
let nextId = 70_000;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
/** Whatever was sent: the service goes on. */
afterEach(async () => {
  expect((await fetch(`${world.nodes[0]?.url}/health/ready`)).status).toBe(200);
});

async function deliveries() {
  const [row] = await inStore<{ count: number }>(world, 'select count(*)::int as count from deliveries');
  return row?.count ?? 0;
}

async function stateOf(metaId: string) {
  return eventually(async () => {
    const found = await inStore<{ state: string; reason: string }>(
      world,
      "select state, reason from deliveries where key like '%:' || $1 || ':%' and state <> 'recorded'",
      [metaId],
    );
    return found[0];
  });
}

describe('credentials', () => {
  const encoded = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  it.each([
    ['none', ''],
    ['wrong password', encoded('passerelle:wrong')],
    ['wrong user', encoded('somebody:sandbox-webhook-password')],
    ['no colon', encoded('passerelle')],
    ['empty', encoded(':')],
    ['not base64', 'Basic §§§'],
    ['only the scheme', 'Basic'],
    ['another scheme', 'Bearer sandbox-webhook-password'],
    ['very long', `Basic ${'A'.repeat(8_000)}`],
  ])('%s: 401, and nothing is recorded', async (_what, authorization) => {
    const before = await deliveries();
    const told = envelope({
      entity: 'person',
      id: nextId++,
      data: robotPerson(nextId, 'a@ville.example.org'),
    });
    const response = await postWebhook(world, told, { headers: { authorization: encodeURI(authorization) } });
    await expectProblem(response, 401);
    expect(await deliveries()).toBe(before);
  });
});

describe('bodies that are no webhook', () => {
  it.each([
    ['empty', ''],
    ['not JSON', '{"meta":'],
    ['a null character', '\u0000'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"webhook"'],
    ['a number', '42'],
    ['an empty object', '{}'],
    ['no meta', '{"data":{"id":1}}'],
    ['meta null', '{"meta":null,"data":null}'],
    ['an unknown action', JSON.stringify(envelope({ entity: 'person', id: 1, meta: { action: 'explode' } }))],
    ['numbers for words', JSON.stringify(envelope({ entity: 'person', id: 1, meta: { entity: 7 } }))],
    ['no id at all', JSON.stringify({ ...envelope({ entity: 'person', id: 1, meta: { entity_id: null } }) })],
    ['the first generation', '{"v":1,"current":{"id":1}}'],
    ['nested deeply', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('%s: 400, and kept for inspection', async (_what, body) => {
    await expectProblem(await postWebhook(world, body), 400);
    const [kept] = await inStore<{ body: string; state: string; reason: string }>(
      world,
      'select body, state, reason from deliveries order by id desc limit 1',
    );
    expect(kept).toMatchObject({ body: body.replaceAll('\u0000', '\uFFFD'), state: 'unreadable' });
    expect(kept?.reason).toMatch(/./);
  });

  it('2 MB: 413', async () => {
    await expectProblem(await postWebhook(world, 'x'.repeat(2_000_000)), 413);
  });

  it('an unknown character set: a problem, and the next webhook is taken', async () => {
    const headers = { 'content-type': 'application/json; charset=klingon' };
    await expectProblem(await postWebhook(world, '{}', { headers }), 415);
  });
});

describe('webhooks that say less, or other things, than expected', () => {
  const person = () => robotPerson(nextId++, `bizarre-${nextId}@ville.example.org`);
  it.each([
    ['an unknown entity', () => envelope({ entity: 'dragon', id: 7, data: { id: 7 } }), 'ignored'],
    ['a note', () => envelope({ entity: 'note', id: 7, data: { id: 7, content: 'x' } }), 'ignored'],
    ['another company', () => envelope({ entity: 'person', id: 7, meta: { company_id: '1' } }), 'ignored'],
    ['data null', () => envelope({ entity: 'person', id: nextId++, data: null }), 'ignored'],
    ['data a text', () => envelope({ entity: 'deal', id: nextId++, data: 'deal' }), 'ignored'],
    ['an id that is none', () => envelope({ entity: 'person', id: 'one', data: null }), 'ignored'],
    [
      'everything null',
      () => {
        const { id } = person();
        const none = { name: null, emails: null, phones: null, owner_id: null, org_id: null };
        return envelope({ entity: 'person', id, data: { id, ...none, add_time: null, update_time: null } });
      },
      'ignored',
    ],
    [
      'a deal without its person',
      () =>
        envelope({ entity: 'deal', id: 8, data: { id: 8, status: 'open', person_id: null, owner_id: 12 } }),
      'ignored',
    ],
    [
      'texts for numbers',
      () => {
        const data = { ...person(), owner_id: '12', org_id: '1', update_time: 'yesterday' };
        return envelope({ entity: 'person', id: data.id, data: { ...data, id: String(data.id) } });
      },
      'routed',
    ],
    [
      'a person without addresses',
      () => {
        const data = person();
        return envelope({ entity: 'person', id: data.id, data: { ...data, emails: [] } });
      },
      'routed',
    ],
    [
      'null characters, half characters and a huge name',
      () => {
        const data = { ...person(), name: `A\u0000B\ud800 ${'é🏛️'.repeat(20_000)}` };
        return envelope({ entity: 'person', id: data.id, data });
      },
      'routed',
    ],
    [
      'an address as long as a book, one with a null character, and a good one',
      () => {
        const data = person();
        const [good] = data.emails;
        const bad = [{ value: `${'a'.repeat(9_000)}@x.example.org` }, { value: 'a\u0000b@x.example.org' }];
        return envelope({ entity: 'person', id: data.id, data: { ...data, emails: [...bad, good] } });
      },
      'routed',
    ],
  ])('%s', async (_what, make, state) => {
    const told = make();
    const response = await postWebhook(world, told);
    expect(response.status, await response.text()).toBe(200);
    expect(await stateOf(told.meta.id)).toMatchObject({ state });
  });

  it('ids that fit in no index are recorded once all the same, beside their neighbours', async () => {
    const random = Array.from({ length: 6_000 }, () => Math.random().toString(36)[2]).join('');
    const odd = [
      envelope({ entity: 'person', id: random }),
      envelope({ entity: 'person', id: 1, meta: { id: random } }),
      envelope({ entity: 'person\u0000', id: 'a\u0000b', meta: { id: 'n\u0000l', company_id: '7\u0000' } }),
    ];
    const data = person();
    const good = envelope({ entity: 'person', id: data.id, data });
    const before = await deliveries();
    const answers = await Promise.all([...odd, good, ...odd].map((told) => postWebhook(world, told)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await deliveries()).toBe(before + 4);
    expect(await stateOf(good.meta.id)).toMatchObject({ state: 'routed' });
  });

  it('a good one right after all of these becomes a request', async () => {
    const data = person();
    await postWebhook(world, envelope({ entity: 'person', id: data.id, action: 'create', data }));
    const panel = await eventually(async () => {
      const { body } = await world.call(`/api/persons/${data.id}`);
      return (body as { request: { step: string } | null }).request;
    });
    expect(panel.step).toBe('pending');
    expect(await inStore(world, "select 1 from deliveries where state = 'failed'")).toEqual([]);
  });
});
