import type { App, ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { startBoltApp } from './bolt-app.ts';
import { clientOf, decideBlocks, ids, reasonModal, refusal, section, text } from './kit.ts';

let sandbox: Sandbox;
let client: ReturnType<typeof clientOf>;
let app: Awaited<ReturnType<typeof startBoltApp>> | undefined;
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
  client = clientOf(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());
afterEach(() => app?.close());

const channel = ids.approvals;
const user = ids.sales;

async function start(listen: (app: App) => void) {
  app = await startBoltApp(sandbox, listen);
  sandbox.setServiceUrl(app.url);
  return app;
}

async function posted(): Promise<{ kind: 'message'; channel: string; ts: string }> {
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'Demande', blocks: [...decideBlocks] });
  return { kind: 'message', channel, ts };
}

describe('modals', () => {
  const openBy = (view: object) => (bolt: App) => {
    bolt.action('refuse-request', async ({ ack, body, client: web }) => {
      await ack();
      const triggerId = 'trigger_id' in body ? body.trigger_id : '';
      await web.apiCall('views.open', { trigger_id: triggerId, view });
    });
  };
  const opened = async () => {
    await sandbox.slack.acts.press({ user, place: await posted(), actionId: 'refuse-request' });
    await expect.poll(() => sandbox.slack.memory.views.length).toBe(1);
    const [view] = sandbox.slack.memory.views;
    if (!view) throw new Error('no view');
    return view;
  };
  const filled = { reason: { 'refusal-reason': 'duplicate' }, note: { note: 'Déjà cliente' } };

  it('are submitted with what was filled in, and close', async () => {
    const seen: unknown[] = [];
    await start((bolt) => {
      openBy(reasonModal)(bolt);
      bolt.view<ViewSubmitAction>(
        { callback_id: 'refuse', type: 'view_submission' },
        async ({ ack, view }) => {
          seen.push(view);
          await ack();
        },
      );
    });
    const view = await opened();
    const submitted = await sandbox.slack.acts.submitView({ user, viewId: view.id, filled });
    expect(submitted).toMatchObject({ warning: false, errors: {}, view: null });
    expect(seen).toMatchObject([
      {
        id: view.id,
        hash: view.hash,
        private_metadata: '{"value":"sealed"}',
        state: {
          values: {
            reason: { 'refusal-reason': { selected_option: { value: 'duplicate' } } },
            note: { note: { type: 'plain_text_input', value: 'Déjà cliente' } },
          },
        },
      },
    ]);
    await expect(sandbox.slack.acts.submitView({ user, viewId: view.id, filled })).rejects.toThrow('no open');
  });

  it('are not sent while something is missing or too long', async () => {
    await start(openBy(reasonModal));
    const { id: viewId } = await opened();
    const { acts } = sandbox.slack;
    await expect(acts.submitView({ user, viewId })).rejects.toThrow('"Motif" has to be filled in.');
    const note = { note: 'x'.repeat(101) };
    await expect(acts.submitView({ user, viewId, filled: { ...filled, note } })).rejects.toThrow(
      'characters',
    );
    expect(app?.reached).toHaveLength(1);
  });

  it('show errors, an update, one more modal, or go', async () => {
    const notice: ModalView = { type: 'modal', title: text('Trop tard'), blocks: [section('Déjà acceptée')] };
    const answers: ViewResponseAction[] = [
      { response_action: 'errors', errors: { note: 'Trop court' } },
      { response_action: 'update', view: { ...reasonModal, title: text('Encore') } },
      { response_action: 'push', view: { ...reasonModal, title: text('Par-dessus') } },
      { response_action: 'update', view: notice },
    ];
    let n = 0;
    await start((bolt) => {
      openBy(reasonModal)(bolt);
      bolt.view<ViewSubmitAction>({ callback_id: 'refuse', type: 'view_submission' }, ({ ack }) =>
        ack(answers[n++]),
      );
    });
    const { id: viewId, hash } = await opened();
    const submit = (id: string) => sandbox.slack.acts.submitView({ user, viewId: id, filled });
    expect(await submit(viewId)).toMatchObject({
      errors: { note: 'Trop court' },
      view: { id: viewId, hash },
    });
    const updated = await submit(viewId);
    expect(updated).toMatchObject({ errors: {}, view: { id: viewId, title: { text: 'Encore' } } });
    expect(updated.view?.hash).not.toBe(hash);
    const pushed = await submit(viewId);
    expect(pushed.view).toMatchObject({ title: { text: 'Par-dessus' }, previous_view_id: viewId });
    const last = await submit(pushed.view?.id ?? '');
    expect(last.view).toMatchObject({ title: { text: 'Trop tard' }, submit: null });
    const closed = await sandbox.slack.acts.closeView({ user, viewId: last.view?.id ?? '' });
    expect(closed).toMatchObject({ view: { id: viewId }, outcome: null });
  });

  it('stay open when the app fails, or answers what cannot be shown', async () => {
    const bad: ViewResponseAction[] = [
      { response_action: 'errors', errors: { nowhere: 'x' } },
      { response_action: 'update', view: { ...reasonModal, title: text('x'.repeat(25)) } },
    ];
    let n = 0;
    await start((bolt) => {
      openBy(reasonModal)(bolt);
      bolt.view<ViewSubmitAction>({ callback_id: 'refuse', type: 'view_submission' }, async ({ ack }) => {
        const answer = bad[n++];
        if (!answer) throw new Error('broken');
        await ack(answer);
      });
    });
    const { id: viewId } = await opened();
    for (const _each of [...bad, 'failure']) {
      const submitted = await sandbox.slack.acts.submitView({ user, viewId, filled });
      expect(submitted).toMatchObject({ warning: true, errors: {}, view: { id: viewId } });
    }
  });

  it('tell the app that they were closed, when it asked for that', async () => {
    const seen: unknown[] = [];
    await start((bolt) => {
      openBy(reasonModal)(bolt);
      bolt.view({ callback_id: 'refuse', type: 'view_closed' }, async ({ ack, body }) => {
        seen.push(body);
        await ack();
      });
    });
    const { id: viewId } = await opened();
    const closed = await sandbox.slack.acts.closeView({ user, viewId, isCleared: true });
    expect(closed).toMatchObject({ view: null, outcome: { warning: false } });
    expect(seen).toMatchObject([{ is_cleared: true, view: { id: viewId } }]);
    expect(sandbox.slack.memory.views).toEqual([]);
  });

  it('take a trigger once, within three seconds, and a hash that is not stale', async () => {
    const triggers: string[] = [];
    await start((bolt) => {
      bolt.action('refuse-request', async ({ ack, body }) => {
        if ('trigger_id' in body) triggers.push(body.trigger_id);
        await ack();
      });
    });
    const place = await posted();
    await sandbox.slack.acts.press({ user, place, actionId: 'refuse-request' });
    await sandbox.slack.acts.press({ user, place, actionId: 'refuse-request' });
    const [first = '', second = ''] = triggers;
    const open = (trigger: string) =>
      client.apiCall('views.open', { trigger_id: trigger, view: reasonModal });
    await open(first);
    expect(await refusal(open(first))).toMatchObject({ error: 'exchanged_trigger_id' });
    const late = sandbox.slack.memory.triggers.find(({ id }) => id === second);
    Object.assign(late ?? {}, { expiresAt: new Date(Date.now() - 1).toISOString() });
    expect(await refusal(open(second))).toMatchObject({ error: 'expired_trigger_id' });
    expect(await refusal(open('1.2.3'))).toMatchObject({ error: 'invalid_trigger_id' });
    const [view] = sandbox.slack.memory.views;
    const update = (hash: string) =>
      client.apiCall('views.update', { view_id: view?.id ?? '', hash, view: reasonModal });
    const stale = view?.hash ?? '';
    expect(await update(stale)).toMatchObject({ ok: true });
    expect(await refusal(update(stale))).toMatchObject({ error: 'hash_conflict' });
  });
});
