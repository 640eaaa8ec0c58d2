import { describe, expect, it } from 'vitest';
import { ids, reasonModal, refusal, section, text } from './kit.ts';
import { slackStage } from './stage.ts';

const stage = slackStage();

const channel = ids.approvals;

/** Sends blocks whatever their shape is. */
const post = (blocks: unknown, words = 'x') =>
  stage.client.apiCall('chat.postMessage', { channel, text: words, blocks: JSON.stringify(blocks) });
const button = (fields: object = {}) => ({ type: 'button', text: text('OK'), action_id: 'a', ...fields });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (n: number) => ({ text: text(`${n}`), value: `${n}` });
const options = (count: number) => Array.from({ length: count }, (_, n) => option(n));
const select = (fields: object) => actions({ type: 'static_select', action_id: 's', ...fields });
const long = (length: number) => 'é'.repeat(length);

describe('Block Kit limits of messages', () => {
  it.each<[string, unknown[]]>([
    ['fifty blocks', Array.from({ length: 50 }, () => ({ type: 'divider' }))],
    ['a text of 3,000', [section(long(3000))]],
    ['ten fields of 2,000', [{ type: 'section', fields: Array(10).fill(text(long(2000))) }]],
    ['a header of 150', [{ type: 'header', text: text(long(150)) }]],
    ['25 buttons', [actions(...Array.from({ length: 25 }, (_, n) => button({ action_id: `a${n}` })))]],
    ['100 options', [select({ options: options(100) })]],
    ['groups', [select({ option_groups: [{ label: text('g'), options: options(100) }] })]],
    ['a value of 2,000', [actions(button({ value: long(2000) }))]],
  ])('takes %s', async (_name, blocks) => {
    expect(await post(blocks)).toMatchObject({ ok: true });
  });

  it.each<[string, unknown[], string]>([
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' })), '/blocks'],
    ['a text of 3,001', [section(long(3001))], '/blocks/0/text/text'],
    ['an empty text', [section('')], '/blocks/0/text/text'],
    ['a section of nothing', [{ type: 'section' }], '/blocks/0'],
    ['11 fields', [{ type: 'section', fields: Array(11).fill(text('x')) }], '/blocks/0/fields'],
    ['a field of 2,001', [{ type: 'section', fields: [text(long(2001))] }], '/blocks/0/fields/0/text'],
    ['a header of 151', [{ type: 'header', text: text(long(151)) }], '/blocks/0/text/text'],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], '/blocks/0/text/type'],
    [
      '11 parts of a context',
      [{ type: 'context', elements: Array(11).fill(text('x')) }],
      '/blocks/0/elements',
    ],
    [
      '26 buttons',
      [actions(...Array.from({ length: 26 }, (_, n) => button({ action_id: `a${n}` })))],
      '/elements',
    ],
    ['a button text of 76', [actions(button({ text: text(long(76)) }))], '/blocks/0/elements/0/text/text'],
    ['a value of 2,001', [actions(button({ value: long(2001) }))], '/blocks/0/elements/0/value'],
    ['an action_id of 256', [actions(button({ action_id: long(256) }))], '/elements/0/action_id'],
    ['an unknown style', [actions(button({ style: 'warning' }))], '/elements/0/style'],
    ['an unknown field', [actions(button({ color: 'red' }))], '/blocks/0/elements/0'],
    ['an unknown block', [{ type: 'chapter' }], '/blocks/0/type'],
    [
      'an input to type in among actions',
      [actions({ type: 'plain_text_input', action_id: 'x' })],
      '/elements/0/type',
    ],
    ['101 options', [select({ options: options(101) })], '/blocks/0/elements/0/options'],
    ['no option', [select({ options: [] })], '/blocks/0/elements/0/options'],
    [
      'options and groups',
      [select({ options: options(1), option_groups: [{ label: text('g'), options: options(1) }] })],
      '/blocks/0/elements/0',
    ],
    [
      'an option text of 76',
      [select({ options: [{ text: text(long(76)), value: 'v' }] })],
      '/options/0/text/text',
    ],
    [
      'an option value of 76',
      [select({ options: [{ text: text('x'), value: long(76) }] })],
      '/options/0/value',
    ],
    [
      'a first choice that is not offered',
      [select({ options: options(2), initial_option: option(7) })],
      '/elements/0',
    ],
    [
      'a confirm text of 301',
      [
        actions(
          button({
            confirm: { title: text('t'), text: text(long(301)), confirm: text('y'), deny: text('n') },
          }),
        ),
      ],
      '/confirm/text/text',
    ],
    ['two buttons of one action_id', [actions(button(), button())], '/blocks/0/elements/1/action_id'],
    [
      'two blocks of one id',
      [
        { type: 'divider', block_id: 'b' },
        { type: 'divider', block_id: 'b' },
      ],
      '/blocks/1/block_id',
    ],
  ])('refuses %s', async (_name, blocks, place) => {
    const refused = await refusal(post(blocks));
    expect(refused.error).toBe('invalid_blocks');
    expect(refused.messages[0]).toMatch(/^\[ERROR\] .+ \[json-pointer:\/blocks/);
    expect(refused.messages[0]).toContain(`${place}]`);
    expect(stage.sandbox.slack.memory.messages).toEqual([]);
  });

  it('refuses blocks that are no JSON, and messages of nothing', async () => {
    expect(await refusal(stage.client.apiCall('chat.postMessage', { channel, blocks: '[{' }))).toMatchObject({
      error: 'invalid_blocks_format',
    });
    expect(await refusal(post([], ''))).toMatchObject({ error: 'no_text' });
  });

  it('takes 40,000 characters in a post, 4,000 in an update', async () => {
    const { ts } = await stage.client.chat.postMessage({ channel, text: 'a'.repeat(40_000) });
    const update = (length: number) =>
      stage.client.chat.update({ channel, ts: ts ?? '', text: 'b'.repeat(length) });
    expect(await refusal(update(4001))).toMatchObject({ error: 'msg_too_long' });
    expect(await update(4000)).toMatchObject({ ok: true });
    expect(await refusal(post([], 'a'.repeat(40_001)))).toMatchObject({ error: 'msg_too_long' });
  });

  it('refuses metadata that is not flat', async () => {
    const send = (event_payload: unknown) =>
      stage.client.apiCall('chat.postMessage', {
        channel,
        text: 'x',
        metadata: JSON.stringify({ event_type: 't', event_payload }),
      });
    expect(await send({ a: '1', b: { c: 2 } })).toMatchObject({ ok: true });
    expect(await refusal(send({ a: { b: { c: 1 } } }))).toMatchObject({ error: 'invalid_metadata_schema' });
  });
});

describe('Block Kit limits of modals', () => {
  const publish = (view: unknown) =>
    stage.client.apiCall('views.publish', { user_id: ids.sales, view: JSON.stringify(view) });
  const open = (fields: object) =>
    stage.client.apiCall('views.open', {
      trigger_id: 'none',
      view: JSON.stringify({ ...reasonModal, ...fields }),
    });

  it.each<[string, object, string]>([
    ['a title of 25', { title: text(long(25)) }, '/view/title/text'],
    ['a button text of 25', { submit: text(long(25)) }, '/view/submit/text'],
    ['private_metadata of 3,001', { private_metadata: long(3001) }, '/view/private_metadata'],
    ['a callback_id of 256', { callback_id: long(256) }, '/view/callback_id'],
    ['inputs without a submit button', { submit: undefined }, '/view'],
    ['101 blocks', { blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }, '/view/blocks'],
  ])('refuses %s', async (_name, fields, place) => {
    const refused = await refusal(open(fields));
    expect(refused.error).toBe('invalid_arguments');
    expect(refused.messages[0]).toContain(`[json-pointer:${place}]`);
  });

  it('refuses a view of more than 250 kB', async () => {
    const blocks = Array.from({ length: 100 }, () => section('x'.repeat(2600)));
    expect(await refusal(publish({ type: 'home', blocks }))).toMatchObject({ error: 'view_too_large' });
  });

  it('publishes a home, and minds its hash', async () => {
    const home = { type: 'home', blocks: [section('Bonjour')] };
    const first = (await publish(home)) as { view?: { hash: string; id: string } };
    await publish(home);
    const stale = stage.client.apiCall('views.publish', {
      user_id: ids.sales,
      hash: first.view?.hash,
      view: JSON.stringify(home),
    });
    expect(await refusal(stale)).toMatchObject({ error: 'hash_conflict' });
    expect(stage.sandbox.slack.memory.homes).toMatchObject([{ user: ids.sales, id: first.view?.id }]);
    expect(await refusal(publish({ ...home, title: text('x') }))).toMatchObject({
      error: 'invalid_arguments',
    });
  });
});

describe('calls to people', () => {
  const pingsOf = async (words: string, blocks: unknown[] = []) => {
    await post(blocks, words);
    return stage.sandbox.slack.memory.messages.at(-1)?.pings;
  };

  it('counts what Slack reads as one', async () => {
    expect(await pingsOf(`<!channel> <@${ids.sales}> <!subteam^S1|x>`)).toEqual([
      'channel',
      ids.sales,
      'subteam:S1',
    ]);
    expect(await pingsOf('x', [section('<!here|here> et @everyone')])).toEqual(['here', 'everyone']);
  });

  it('counts nothing that is escaped, plain or verbatim', async () => {
    const escaped = `&lt;!channel&gt; &lt;@${ids.sales}&gt; a@here.example.org`;
    expect(await pingsOf(escaped, [section(escaped)])).toEqual([]);
    const verbatim = { type: 'mrkdwn', text: '@channel', verbatim: true };
    const blocks = [
      { type: 'section', text: verbatim },
      { type: 'section', text: text('<!channel>') },
    ];
    expect(await pingsOf('@here', blocks)).toEqual([]);
  });
});
