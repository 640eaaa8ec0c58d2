import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { querySignature } from '../../../services/sandbox/src/helpscout/signatures.ts';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { ids, mail } from './kit.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true, serviceUrl: 'http://service.example.test' });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());

const secret = () => sandbox.environment.HELPSCOUT_SIDEBAR_SECRET ?? '';
const open = (given: object = {}) => {
  const { conversationId, customerId } = sandbox.helpscout.acts.mailArrives(mail());
  const url = sandbox.helpscout.acts.sidebarUrl({ conversationId, userId: ids.sales, ...given });
  return { conversationId, customerId, url: new URL(url), raw: url };
};

describe('the address of the sidebar', () => {
  it('carries the parameters in Help Scout’s order, signed', () => {
    const { conversationId, customerId, url } = open();
    expect(`${url.origin}${url.pathname}`).toBe('http://service.example.test/surfaces/helpscout/sidebar');
    const pairs = [...url.searchParams];
    expect(pairs.map(([name]) => name)).toEqual([
      'conversation-id',
      'conversation-number',
      'customer-id',
      'mailbox-id',
      'user-id',
      'installation-ids',
      'application-id',
      'application-slug',
      'X-HelpScout-Signature',
    ]);
    const [signature] = pairs.slice(-1);
    // Plain values: PHP's JSON is JavaScript's.
    const json = JSON.stringify({
      'conversation-id': String(conversationId),
      'conversation-number': '1001',
      'customer-id': String(customerId),
      'mailbox-id': String(ids.inbox),
      'user-id': String(ids.sales),
      'installation-ids': url.searchParams.get('installation-ids'),
      'application-id': url.searchParams.get('application-id'),
      'application-slug': 'passerelle',
    });
    expect(signature?.[1]).toBe(createHmac('sha1', secret()).update(json).digest('base64'));
  });

  it('escapes a plus of the signature', () => {
    const signatures = Array.from({ length: 40 }, () => open().raw.split('Signature=')[1] ?? '');
    expect(signatures.join('')).not.toMatch(/[+/=]/);
    expect(signatures.join('')).toContain('%2B');
  });

  it('signs as PHP writes JSON, in the order given', () => {
    const sign = (pairs: [string, string][]) => querySignature(pairs, 'word');
    const expected = createHmac('sha1', 'word')
      .update(String.raw`{"2":"a\/\u00e9","1":"b"}`)
      .digest('base64');
    expect(
      sign([
        ['2', 'a/é'],
        ['1', 'b'],
      ]),
    ).toBe(expected);
    expect(
      sign([
        ['1', 'b'],
        ['2', 'a/é'],
      ]),
    ).not.toBe(expected);
  });

  it('leaves parameters out, uses another secret or place where a test wants it', () => {
    const { url } = open({ without: ['customer-id'], base: 'http://other.example.test/' });
    expect(url.searchParams.has('customer-id')).toBe(false);
    expect(url.host).toBe('other.example.test');
    const pairs = [...url.searchParams].slice(0, -1).map(([name, value]) => [name, value] as const);
    expect(url.searchParams.get('X-HelpScout-Signature')).toBe(querySignature(pairs, secret()));
    expect(open({ secret: 'wrong' }).url.searchParams.get('X-HelpScout-Signature')).not.toBe(
      open().url.searchParams.get('X-HelpScout-Signature'),
    );
    sandbox.helpscout.frameBase = 'http://127.0.0.1:1';
    expect(open().url.host).toBe('127.0.0.1:1');
    sandbox.helpscout.frameBase = null;
  });
});
