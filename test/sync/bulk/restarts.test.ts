import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCompany } from '../../kit/account-request-samples.ts';
import { type BulkPlace, openBulkPlace, refuse } from '../../kit/bulk-place.ts';
import { eventually } from '../../kit/start-world.ts';

let place: BulkPlace;
beforeAll(async () => {
  place = await openBulkPlace();
});
afterAll(() => place.close());

const finishedAfter = (node: { poke(): void }, id: string) => {
  node.poke();
  return place.finished(id);
};

describe('a bulk decision on 200 requests', () => {
  it('stops with its node, goes on with the next, and decides each request once', async () => {
    const ids = await place.pendingRequests(200);
    const id = await place.order(refuse(ids));
    const first = place.aNode();
    const releasing = setInterval(place.carryOut, 20);
    first.poke();
    await eventually(async () => (await place.look(id)).done > 20);
    await first.stop();
    const stopped = await place.look(id);
    expect(stopped.done).toBeLessThan(200);
    expect(stopped.finishedAt).toBeNull();

    const nodes = [place.aNode(), place.aNode()];
    for (const node of nodes) node.poke();
    const view = await place.finished(id);
    await Promise.all(nodes.map((node) => node.stop()));
    clearInterval(releasing);
    expect(view.items.map(({ outcome }) => outcome)).toEqual(Array(200).fill('advanced'));
    expect(await Promise.all(ids.map(place.refusalsOf))).toEqual(Array(200).fill(1));
  }, 60_000);

  it('killed between a decision and its note: the next node hears the answer given', async () => {
    const ids = await place.pendingRequests(2);
    const id = await place.order(refuse(ids));
    const node = place.aNode();
    node.poke();
    await place.finished(id);
    // As a kill leaves it: the decisions are committed, what became of them is not written.
    await place.database.pool.query(
      "update bulk_decision_items set outcome = 'waiting' where bulk_decision_id = $1",
      [id],
    );
    await place.database.pool.query('update bulk_decisions set finished_at = null where id = $1', [id]);
    const view = await finishedAfter(node, id);
    await node.stop();
    expect(view.items.map(({ outcome }) => outcome)).toEqual(['advanced', 'advanced']);
    expect(await Promise.all(ids.map(place.refusalsOf))).toEqual([1, 1]);
  });

  it('takes no request while Pipedrive holds calls back, and goes on after', async () => {
    const id = await place.order(refuse(await place.pendingRequests(3)));
    let isPaused = true;
    const node = place.aNode({ isHeldBack: () => isPaused });
    node.poke();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await place.look(id)).done).toBe(0);
    isPaused = false;
    await place.finished(id);
    await node.stop();
  });

  it('in trouble keeps no other waiting', async () => {
    const [troubled = '', fine = ''] = [
      await place.order(refuse(await place.pendingRequests(1))),
      await place.order(refuse(await place.pendingRequests(1))),
    ];
    await place.database.pool.query("update bulk_decisions set company = 'nowhere' where id = $1", [
      troubled,
    ]);
    const known = place.company;
    const onlyKnown = (id: string) => {
      if (id !== known.id) throw new Error(`Company ${id} is not served.`);
      return known;
    };
    const node = place.aNode({ companyOf: onlyKnown });
    node.poke();
    expect((await place.finished(fine)).items.map(({ outcome }) => outcome)).toEqual(['advanced']);
    await node.stop();
    await place.database.pool.query('delete from bulk_decisions where id = $1', [troubled]);
  });

  it('takes no more than fifty while those are being carried out; one that gave up keeps nobody', async () => {
    await place.carryOut();
    const ids = await place.pendingRequests(60);
    const id = await place.order(refuse(ids));
    const node = place.aNode();
    node.poke();
    await eventually(async () => (await place.look(id)).done >= 50);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect((await place.look(id)).done).toBe(50);
    await place.database.pool.query(
      `update effects set state = 'dead-letter' where instance_id = any ($1) and kind = 'ensure-person-owner'`,
      [ids],
    );
    await place.finished(id);
    await node.stop();
  });

  it('with a long undo time is decided at once, each held for itself', async () => {
    place.company = aCompany({ undoSeconds: 600 });
    const id = await place.order(refuse(await place.pendingRequests(60)));
    const node = place.aNode();
    node.poke();
    await place.finished(id);
    await node.stop();
    place.company = aCompany();
  });
});
