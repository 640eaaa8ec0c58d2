import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSidebarUrl } from '#sync/connectors/helpscout/sidebar-url.ts';
import { checkSignature, readWebhook } from '#sync/connectors/helpscout/webhook.ts';

const documented = {
  body: Buffer.from('{"id":123}'),
  secret: 'asdfasdf',
  sign: '7S2+kN8bZsrdAEADJ+yYfWWsf/4=',
};

describe('the signature of a webhook', () => {
  it('is the documented one', () => {
    expect(checkSignature(documented.body, documented.sign, documented.secret)).toBe(true);
  });

  it('is of the bytes as they came', () => {
    const raw = Buffer.from('{"id":5,"subject":"\\u00e9t\\u00e9 \\/ compte"}');
    const sign = createHmac('sha1', 's').update(raw).digest('base64');
    expect(checkSignature(raw, sign, 's')).toBe(true);
    expect(checkSignature(Buffer.from(JSON.stringify(JSON.parse(raw.toString()))), sign, 's')).toBe(false);
  });

  it.each([
    ['altered body', '{"id":124}', documented.sign, documented.secret],
    [
      'reordered body',
      '{"b":1,"a":2}',
      createHmac('sha1', 's').update('{"a":2,"b":1}').digest('base64'),
      's',
    ],
    ['white space in the body', '{"id": 123}', documented.sign, documented.secret],
    ['no signature', '{"id":123}', undefined, documented.secret],
    ['an empty signature', '{"id":123}', '', documented.secret],
    ['a truncated signature', '{"id":123}', documented.sign.slice(0, -1), documented.secret],
    ['half a signature', '{"id":123}', documented.sign.slice(0, 14), documented.secret],
    ['another case', '{"id":123}', documented.sign.toLowerCase(), documented.secret],
    [
      'base64 for addresses',
      '{"id":123}',
      documented.sign.replace('+', '-').replace('/', '_'),
      documented.secret,
    ],
    ['something behind it', '{"id":123}', `${documented.sign} `, documented.secret],
    ['another secret', '{"id":123}', documented.sign, 'asdfasdg'],
    ['an empty secret', '{"id":123}', createHmac('sha1', '').update('{"id":123}').digest('base64'), ''],
  ])('is refused: %s', (_what, body, sign, secret) => {
    expect(checkSignature(Buffer.from(body), sign, secret)).toBe(false);
  });
});

describe('a webhook', () => {
  it.each([
    ['convo.created', '{"id":12,"subject":"x"}', 'conversation', 12],
    ['convo.deleted', '{"id":"12"}', 'conversation', 12],
    ['customer.updated', '{"id":9}', 'customer', 9],
    ['tag.created', '{"id":3}', 'other', 3],
    ['helpscout.test', '{}', 'other', 0],
  ])('%s %s', (event, body, entity, id) => {
    expect(readWebhook(event, Buffer.from(body))).toEqual({ ok: true, entity, id, event });
  });

  it.each([
    ['no event', undefined, '{"id":1}', 'X-HelpScout-Event'],
    ['an event that is none', 'convo.created\nx', '{"id":1}', 'X-HelpScout-Event'],
    ['no JSON', 'convo.created', '<html>', 'not JSON'],
    ['no id', 'convo.created', '{"conversation":{"id":1}}', 'no id'],
    ['an odd id', 'convo.created', '{"id":-1}', 'no id'],
    ['a list', 'convo.created', '[1]', 'no id'],
  ])('is none: %s', (_what, event, body, reason) => {
    const read = readWebhook(event, Buffer.from(body));
    expect(read).toMatchObject({ ok: false });
    expect(read.ok ? '' : read.reason).toContain(reason);
  });
});

const secret = 'sidebar-secret';
const place = 'https://passerelle.example.org/surfaces/helpscout/sidebar';

/** Signs as Help Scout does; `json` is written by hand, so that nothing of ours checks itself. */
function signed(query: string, json: string): string {
  const sign = createHmac('sha1', secret).update(json).digest('base64');
  return `${place}?${query}&X-HelpScout-Signature=${encodeURIComponent(sign)}`;
}

const query =
  'conversation-id=101&conversation-number=7&customer-id=55&mailbox-id=11&user-id=21&installation-ids=4&application-id=9&application-slug=passerelle';
const json =
  '{"conversation-id":"101","conversation-number":"7","customer-id":"55","mailbox-id":"11","user-id":"21","installation-ids":"4","application-id":"9","application-slug":"passerelle"}';
const good = signed(query, json);

describe('the URL of the sidebar', () => {
  it('tells who opened it, and where', () => {
    const told = { ok: true, conversationId: 101, customerId: 55, mailboxId: 11, userId: 21 };
    expect(readSidebarUrl(good, secret)).toEqual(told);
    expect(readSidebarUrl(good.replace('https://passerelle.example.org', ''), secret)).toEqual(told);
    expect(readSidebarUrl(`${good}#part`, secret)).toEqual(told);
  });

  it('may come without a conversation, but not without a user', () => {
    const url = signed('user-id=21&mailbox-id=11', '{"user-id":"21","mailbox-id":"11"}');
    expect(readSidebarUrl(url, secret)).toEqual({
      ok: true,
      conversationId: null,
      customerId: null,
      mailboxId: 11,
      userId: 21,
    });
    expect(readSidebarUrl(signed('mailbox-id=11', '{"mailbox-id":"11"}'), secret)).toEqual({ ok: false });
    expect(readSidebarUrl(signed('user-id=0', '{"user-id":"0"}'), secret)).toEqual({ ok: false });
  });

  it.each([
    [
      'slashes and accents',
      'user-id=21&application-slug=a%2F%C3%A9',
      '{"user-id":"21","application-slug":"a\\/\\u00e9"}',
    ],
    ['signs beyond the first plane', 'user-id=21&x=%F0%9F%98%80', '{"user-id":"21","x":"\\ud83d\\ude00"}'],
    ['quotes and controls', 'user-id=21&x=%22%5C%0A%01', '{"user-id":"21","x":"\\"\\\\\\n\\u0001"}'],
    ['spaces of both kinds', 'user-id=21&x=a+b%20c', '{"user-id":"21","x":"a b c"}'],
    ['a plus', 'user-id=21&x=a%2Bb', '{"user-id":"21","x":"a+b"}'],
    ['names that look like numbers', 'user-id=21&9=a&1=b', '{"user-id":"21","9":"a","1":"b"}'],
    ['an empty value', 'user-id=21&x=', '{"user-id":"21","x":""}'],
    ['a parameter we do not know', 'user-id=21&company-id=8', '{"user-id":"21","company-id":"8"}'],
    ['our own language before', 'lang=fr&user-id=21', '{"user-id":"21"}'],
  ])('is signed as PHP writes it: %s', (_what, parameters, text) => {
    expect(readSidebarUrl(signed(parameters, text), secret)).toMatchObject({ ok: true, userId: 21 });
  });

  it('takes the plus of the signature in both forms, and no space for it', () => {
    const [url = ''] = Array.from({ length: 200 }, (_, n) =>
      signed(`user-id=${n + 1}`, `{"user-id":"${n + 1}"}`),
    ).filter((one) => one.includes('%2B'));
    expect(readSidebarUrl(url, secret).ok).toBe(true);
    expect(readSidebarUrl(url.replaceAll('%2B', '+'), secret).ok).toBe(true);
    expect(readSidebarUrl(url.replaceAll('%2B', '%20'), secret).ok).toBe(false);
  });

  const signature = good.split('X-HelpScout-Signature=')[1] ?? '';
  it.each([
    ['an altered value', good.replace('user-id=21', 'user-id=22')],
    ['another order', good.replace('customer-id=55&mailbox-id=11', 'mailbox-id=11&customer-id=55')],
    ['a parameter less', good.replace('&application-slug=passerelle', '')],
    ['a parameter more', good.replace('&user-id', '&x=1&user-id')],
    ['a user behind the signature', `${good}&user-id=22`],
    ['a repeated parameter', good.replace('customer-id=55', 'customer-id=55&customer-id=55')],
    ['a repeated signature', `${good}&X-HelpScout-Signature=${signature}`],
    ['our own language twice', good.replace('?', '?lang=fr&lang=fr&')],
    ['no signature', `${place}?${query}`],
    ['an empty signature', `${place}?${query}&X-HelpScout-Signature=`],
    ['a truncated signature', good.replace(/%3D$/, '')],
    ['half a signature', good.slice(0, -14)],
    ['a signature under another name', good.replace('X-HelpScout-Signature', 'x-helpscout-signature')],
    ['no query', place],
    ['nothing', ''],
    ['a broken percent', good.replace('customer-id=55', 'customer-id=%E9%')],
    ['a list', signed('user-id=21&x[]=1', '{"user-id":"21","x":["1"]}')],
    ['a name without a value', signed('user-id=21&x', '{"user-id":"21","x":""}')],
    ['endless', `${good}&lang=${'x'.repeat(5_000)}`],
  ])('is refused: %s', (_what, url) => {
    expect(readSidebarUrl(url, secret)).toEqual({ ok: false });
  });

  it('is refused under another secret, and under none', () => {
    expect(readSidebarUrl(good, 'other')).toEqual({ ok: false });
    const sign = createHmac('sha1', '').update('{"user-id":"21"}').digest('base64');
    const url = `${place}?user-id=21&X-HelpScout-Signature=${encodeURIComponent(sign)}`;
    expect(readSidebarUrl(url, '')).toEqual({ ok: false });
  });
});
