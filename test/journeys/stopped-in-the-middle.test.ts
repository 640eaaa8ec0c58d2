import { afterAll, beforeAll, expect, it } from 'vitest';
import { inStore, mailsTo } from '../kit/flow.ts';
import { type NodeProcesses, nodeProcesses } from '../kit/node-processes.ts';
import { eventually } from '../kit/start-world.ts';

let stage: NodeProcesses;
beforeAll(async () => {
  stage = await nodeProcesses();
});
afterAll(() => stage.stop());

const email = 'accueil@mairie-arretee.example.org';
const limitMs = 30_000;

it('a node told to stop says so, ends what runs or leaves it, and the next one finishes it once', async () => {
  const first = await stage.start();
  const { personId } = await stage.form({ name: 'Personne Essai', email, organization: 'Mairie' });
  const { id } = await stage.staff(first).requestOf(personId, ({ step }) => step === 'pending');
  const { id: rule } = stage.sandbox.misbehaviour.add({ vendor: 'accounts', kind: 'timeout' });
  await stage.staff(first).command({ type: 'accept-request', requestId: id });
  const effects = () =>
    inStore<{ kind: string; state: string; attempts: number }>(
      stage,
      'select kind, state, attempts from effects where instance_id = $1 and decision = 1 order by ordinal',
      [id],
    );
  await eventually(async () => (await effects())[0]?.state === 'running');

  const ready = () => fetch(`${first.url}/health/ready`).then((answer) => answer.json());
  expect(await ready()).toEqual({ status: 'ok' });
  const startedAt = performance.now();
  const stopped = first.stop();
  const seen = await eventually(async () => {
    const answer = await ready();
    return answer.status === 'unavailable' && answer;
  }, 9_000);
  expect(seen).toEqual({ status: 'unavailable', waitingFor: 'ending' });
  expect(await stopped).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(limitMs);

  const left = await effects();
  expect(left.map(({ state }) => state)).not.toContain('done');
  expect(left.slice(1).every(({ attempts }) => attempts === 0)).toBe(true);
  stage.sandbox.misbehaviour.remove(rule);

  const second = await stage.start();
  await stage.staff(second).requestOf(personId, ({ step }) => step === 'accepted');
  expect((await effects()).every(({ state }) => state === 'done')).toBe(true);
  expect(stage.sandbox.accounts.accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
  expect(mailsTo(stage, email)).toHaveLength(1);
  expect(await second.stop()).toBe(0);
}, 120_000);
