import { describe, expect, it } from 'vitest';
import { refusal } from '../../kit/account-request-samples.ts';
import { managerUser, pressingStage } from '../../kit/pressing-stage.ts';
import { deciderUser } from '../../kit/slack-door.ts';

const stage = pressingStage();
const { shown } = stage;

let viewCount = 0;
type Filled = Record<string, object>;

/** Sends a modal off; gives what Slack is answered. */
async function submit(callbackId: string, metadata: string, filled: Filled, more: object = {}) {
  viewCount += 1;
  const values = Object.fromEntries(Object.entries(filled).map(([id, input]) => [id, { [id]: input }]));
  const view = { id: `V${viewCount}`, type: 'modal', callback_id: callbackId, private_metadata: metadata };
  const { status, body } = await stage.world.interact({
    type: 'view_submission',
    api_app_id: 'A1',
    team: { id: 'T1' },
    user: { id: deciderUser, team_id: 'T1' },
    view: { ...view, bot_id: 'B1', app_id: 'A1', state: { values }, ...more },
  });
  expect(status).toBe(200);
  return body === '' ? null : JSON.parse(body);
}

/** Opens the modal of a button; gives what it carries. */
async function opened(actionId: string): Promise<{ id: string; ts: string; metadata: string }> {
  const { id, ts, value } = await shown();
  await stage.world.press({ actionId, value, ts });
  return { id, ts, metadata: stage.world.modals[0]?.private_metadata ?? '' };
}

const chosen = (value: string) => ({ type: 'static_select', selected_option: { value } });
const typed = (value: string | null) => ({ type: 'plain_text_input', value });

describe('refusing', () => {
  it('asks for the reason, shows the mail of the one that is chosen, and closes when it is done', async () => {
    const { id, metadata } = await opened('refuse-request');
    expect(stage.world.modals[0]?.callback_id).toBe('refuse');
    const state = { values: { 'refusal-note': { 'refusal-note': typed('Merci') } } };
    const view = { id: 'V', type: 'modal', bot_id: 'B1', app_id: 'A1', private_metadata: metadata, state };
    const action = { action_id: 'refusal-reason', action_ts: '1', ...chosen('individual') };
    await stage.world.interact({
      type: 'block_actions',
      api_app_id: 'A1',
      team: { id: 'T1' },
      user: { id: deciderUser, team_id: 'T1' },
      container: { type: 'view' },
      view,
      actions: [action],
    });
    expect(JSON.stringify(stage.world.modals[1])).toContain('Bonjour');
    expect(JSON.stringify(stage.world.modals[1])).toContain('Merci');
    const filled = { 'refusal-reason': chosen('individual'), 'refusal-note': typed('Merci') };
    expect(await submit('refuse', metadata, filled)).toBeNull();
    expect(await stage.world.stepOf(id)).toBe('refusing');
  });

  it('wants a reason', async () => {
    const { id, metadata } = await opened('refuse-request');
    const answer = await submit('refuse', metadata, { 'refusal-reason': { selected_option: null } });
    expect(answer).toEqual({
      response_action: 'errors',
      errors: { 'refusal-reason': 'Choisissez un motif.' },
    });
    expect(await stage.world.stepOf(id)).toBe('pending');
  });

  it('takes the same modal twice as one refusal, with the same answer', async () => {
    const { id, metadata } = await opened('refuse-request');
    const filled = { 'refusal-reason': chosen('individual') };
    const answers = [
      await submit('refuse', metadata, filled, { id: 'VTWICE' }),
      await submit('refuse', metadata, filled, { id: 'VTWICE' }),
    ];
    expect(answers).toEqual([null, null]);
    const lines = await stage.world.requests.database.pool.query(
      "select 1 from journal where instance_id = $1 and event ->> 'type' = 'refusal-requested'",
      [id],
    );
    expect(lines.rowCount).toBe(1);
  });

  it('says in the modal who was faster, from where and when', async () => {
    const { id, metadata } = await opened('refuse-request');
    await stage.world.requests.tell(id, refusal());
    const answer = await submit('refuse', metadata, { 'refusal-reason': chosen('form-filler') });
    expect(answer.response_action).toBe('update');
    expect(JSON.stringify(answer.view)).toMatch(/Entre-temps, .* a décidé depuis Pipedrive, le .* : Refusée/);
  });

  it('refuses a modal whose request was altered', async () => {
    const other = await shown();
    const answer = await submit('refuse', JSON.stringify({ value: `${other.value}x` }), {
      'refusal-reason': chosen('individual'),
    });
    expect(JSON.stringify(answer.view)).toContain('n’est plus valable');
    expect(await stage.world.stepOf(other.id)).toBe('pending');
    expect((await submit('refuse', 'no json', {})).response_action).toBe('update');
  });

  it('tells a reason that the settings do not know any more', async () => {
    const { id, metadata } = await opened('refuse-request');
    const answer = await submit('refuse', metadata, { 'refusal-reason': chosen('gone') });
    expect(JSON.stringify(answer.view)).toContain('n’existe pas dans les réglages');
    expect(await stage.world.stepOf(id)).toBe('pending');
  });

  it('does not open on a picture that is old, and says what happened', async () => {
    const { id, ts, value } = await shown();
    await stage.world.requests.tell(id, refusal());
    await stage.world.press({ actionId: 'refuse-request', value, ts });
    expect(stage.world.modals).toEqual([]);
    expect(stage.world.told[0]).toContain('Entre-temps');
  });
});

describe('evidence', () => {
  it('is asked for with the name of a document', async () => {
    const { id, metadata } = await opened('ask-for-evidence');
    const wrong = await submit('evidence', metadata, { 'evidence-document': typed('  ') });
    expect(Object.keys(wrong.errors)).toEqual(['evidence-document']);
    expect(await submit('evidence', metadata, { 'evidence-document': typed('Arrêté') })).toBeNull();
    expect(await stage.world.stepOf(id)).toBe('awaiting-evidence');
  });
});

describe('a new request', () => {
  const entered = async () =>
    (
      await stage.world.requests.database.pool.query(
        "select state from instances where process = 'submission' order by created_at",
      )
    ).rows;

  it('is entered from the command, the Home or an answer, once', async () => {
    await stage.world.press({ actionId: 'new-request', value: 'new', inHome: true });
    expect(stage.world.modals[0]?.callback_id).toBe('new-request');
    const filled = {
      name: typed('Camille <b>'),
      email: typed('camille@example.org'),
      'email-unknown': { selected_options: [] },
      phone: typed(null),
      organization: typed('Mairie'),
      need: typed(null),
      source: chosen('phone'),
    };
    const first = await submit('new-request', '{}', filled, { id: 'VNEW' });
    expect(JSON.stringify(first.view)).toContain('La demande est enregistrée');
    expect(await submit('new-request', '{}', filled, { id: 'VNEW' })).toEqual(first);
    expect(await entered()).toHaveLength(1);
  });

  it.each([
    ['no name', { name: typed(''), email: typed('a@example.org') }, 'name'],
    ['no address', { name: typed('A'), email: typed('') }, 'email'],
    ['an address that is none', { name: typed('A'), email: typed('a@') }, 'email'],
  ])('with %s says what to correct', async (_what, filled, field) => {
    const answer = await submit('new-request', '{}', filled);
    expect(Object.keys(answer.errors)).toEqual([field]);
  });
});

describe('a delegation', () => {
  /** In the time zone of who presses. */
  const dayIn = (days: number) =>
    new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris' }).format(Date.now() + days * 86_400_000);
  const today = dayIn(0);
  const day = (selected_date: string | null) => ({ type: 'datepicker', selected_date });
  const arrange = (userId: string, from: string, until: string) =>
    submit('delegation', '{}', {
      'delegation-person': { type: 'users_select', selected_user: userId },
      'delegation-from': day(from),
      'delegation-until': day(until),
    });
  const kept = async () =>
    (await stage.world.requests.database.pool.query('select staff_id, delegate_id from delegations')).rows;

  it('lends one’s right to a colleague, and is ended from the Home', async () => {
    await stage.world.press({ actionId: 'delegate', value: 'delegate', inHome: true });
    expect(stage.world.modals[0]?.callback_id).toBe('delegation');
    const answer = await arrange(managerUser, today, '2099-01-01');
    expect(Object.keys(answer.errors)).toEqual(['delegation-until']);
    expect(JSON.stringify((await arrange(managerUser, today, dayIn(3))).view)).toContain('à votre place');
    expect(await kept()).toEqual([{ staff_id: 21, delegate_id: 22 }]);
    expect(stage.world.homes.at(-1)?.notice).toContain('à votre place');
    await stage.world.press({ actionId: 'delegation-end', value: 'end', inHome: true });
    expect(await kept()).toEqual([]);
  });

  it.each([
    ['oneself', deciderUser, today, today, 'delegation-person'],
    ['somebody unknown', 'U0NOBODY', today, today, 'delegation-person'],
    ['days that are past', managerUser, '2020-01-01', '2020-01-02', 'delegation-until'],
    ['days in the wrong order', managerUser, '2099-01-02', '2099-01-01', 'delegation-until'],
  ])('to %s is not taken', async (_what, userId, from, until, field) => {
    expect(Object.keys((await arrange(userId, from, until)).errors)).toEqual([field]);
    expect(await kept()).toEqual([]);
  });

  it('is for those who decide', async () => {
    stage.world.requests.company.settings = { deciders: ['responsable@example.org'] };
    await stage.world.press({ actionId: 'delegate', value: 'delegate', inHome: true });
    expect(JSON.stringify(stage.world.modals)).toContain('Seules ces personnes décident');
    const answer = await arrange(managerUser, today, today);
    expect(JSON.stringify(answer.view)).toContain('Seules ces personnes décident');
    expect(await kept()).toEqual([]);
  });
});
