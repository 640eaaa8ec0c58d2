import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkOf } from '#sync/http/request-form/sender.ts';
import { inStore } from '../../../kit/flow.ts';
import { enteredAll, filledIn, inCrm, openPage, sendForm } from '../../../kit/public-form.ts';
import { startWorld, type World } from '../../../kit/start-world.ts';

describe('a sender of many forms', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ settings: { publicForm: { enabled: true, submissionsPerHour: 3 } } });
    await world.addNode();
  });
  afterAll(() => world.stop());

  it('waits after so many an hour, on every node and after a restart, and loses no word', async () => {
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => filledIn(world)));
    const answers = await Promise.all(
      all.map((fields, index) => sendForm(world, fields, { node: index % 2 })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 303, 303, 429, 429]);
    const late = await filledIn(world, { name: 'Zoé Tardive' });
    const { status, headers, html } = await sendForm(world, late, { node: 1 });
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(600);
    expect(html).toMatch(/envoyez-le à nouveau dans \d+ minutes\./);
    expect(html).toContain('value="Zoé Tardive"');
    expect(html).toContain(late.form);
    await enteredAll(world);
    expect(inCrm(world, late.email ?? '').persons).toEqual([]);
    const restarted = await world.addNode();
    expect(world.nodes.indexOf(restarted)).toBe(2);
    const inEnglish = await sendForm(world, { ...late, lang: 'en' }, { node: 2 });
    expect(inEnglish.html).toMatch(/send it again in \d+ minutes\./);
  });

  it('is not told to wait for the same form again', async () => {
    await inStore(world, 'delete from request_form_limits');
    const fields = await filledIn(world);
    for (const _time of [1, 2, 3, 4, 5]) expect((await sendForm(world, fields)).status).toBe(303);
  });

  it('gets one back as time goes by', async () => {
    await inStore(world, 'delete from request_form_limits');
    for (const _time of [1, 2, 3]) expect((await sendForm(world, await filledIn(world))).status).toBe(303);
    expect((await sendForm(world, await filledIn(world))).status).toBe(429);
    await inStore(world, "update request_form_limits set free_at = free_at - interval '20 minutes'");
    expect((await sendForm(world, await filledIn(world))).status).toBe(303);
    expect((await sendForm(world, await filledIn(world))).status).toBe(429);
  });

  it('is known by digests alone, which are forgotten when nothing is used up any more', async () => {
    await inStore(world, 'delete from request_form_limits');
    const fields = await filledIn(world);
    await sendForm(world, fields);
    const senders = await inStore<{ sender: string }>(world, 'select sender from request_form_limits');
    expect(senders).toHaveLength(2);
    expect(JSON.stringify(senders)).not.toMatch(/127\.0\.0\.1|mairie/);
    await inStore(world, "update request_form_limits set free_at = now() - interval '1 second'");
    await sendForm(world, await filledIn(world));
    const left = await inStore<{ sender: string }>(world, 'select sender from request_form_limits');
    expect(left.filter(({ sender }) => sender.includes(':email:'))).toHaveLength(1);
  });
});

describe('one e-mail address', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ settings: { publicForm: { enabled: true, submissionsPerHour: 1000 } } });
  });
  afterAll(() => world.stop());

  it('is worth a few requests, whoever sends them', async () => {
    const email = 'camille@mairie.example.org';
    const statuses: number[] = [];
    for (const n of [1, 2, 3, 4, 5, 6])
      statuses.push((await sendForm(world, await filledIn(world, { email, need: `${n}` }))).status);
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
    expect((await sendForm(world, await filledIn(world))).status).toBe(303);
  });
});

it('there is no form where it is not switched on', async () => {
  const world = await startWorld();
  try {
    expect((await openPage(world, '/request')).status).toBe(404);
    expect((await sendForm(world, { name: 'Camille' })).status).toBe(404);
  } finally {
    await world.stop();
  }
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
