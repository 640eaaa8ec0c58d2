import { describe, expect, it } from 'vitest';
import type { MisbehaviourInput } from '../../../services/sandbox/src/misbehaviour.ts';
import { startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { apiOf, mail } from './kit.ts';
import { deskStage } from './stage.ts';

const stage = deskStage();

describe('the rate limit of Help Scout', () => {
  const remaining = (headers: Headers) => Number(headers.get('x-ratelimit-remaining-minute'));

  it('is off for tests, and silent then', async () => {
    const { headers } = await stage.api.call('GET', '/users/me');
    expect(headers.get('x-ratelimit-limit-minute')).toBeNull();
  });

  it('counts writes twice, for the whole account', async () => {
    Object.assign(stage.sandbox.helpscout.memory.limits, { isOn: true, perMinute: 10 });
    const read = await stage.api.call('GET', '/users/me');
    expect(read.headers.get('x-ratelimit-limit-minute')).toBe('10');
    expect(remaining(read.headers)).toBe(9);
    expect(read.headers.get('x-ratelimit-retry-after')).toBeNull();
    const other = apiOf(stage.sandbox);
    const write = await other.call('POST', '/customers', {});
    expect([write.status, remaining(write.headers)]).toEqual([201, 7]);
  });

  it('refuses what is too much without carrying it out', async () => {
    Object.assign(stage.sandbox.helpscout.memory.limits, { isOn: true, perMinute: 2 });
    await stage.api.call('GET', '/users/me');
    const refused = await stage.api.call('POST', '/customers', { firstName: 'Trop' });
    expect([refused.status, refused.text]).toEqual([429, '{"message":"API rate limit exceeded"}']);
    const seconds = Number(refused.headers.get('x-ratelimit-retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(stage.sandbox.helpscout.memory.customers.map(({ firstName }) => firstName)).not.toContain('Trop');
    expect((await stage.api.call('GET', '/users/me')).status).toBe(200);
  });

  it('is on outside of tests', async () => {
    const real = await startSandbox();
    try {
      const { headers } = await apiOf(real).call('GET', '/users/me');
      expect(Number(headers.get('x-ratelimit-limit-minute'))).toBeGreaterThan(0);
    } finally {
      await real.stop();
    }
  });
});

describe('bad days of Help Scout', () => {
  const once = (rule: Omit<MisbehaviourInput, 'vendor' | 'count'>) =>
    stage.sandbox.misbehaviour.add({ vendor: 'helpscout', count: 1, ...rule });
  const drafts = () => stage.sandbox.helpscout.memory.threads.filter(({ state }) => state === 'draft').length;

  async function draft() {
    const { conversationId, customerId } = stage.sandbox.helpscout.acts.mailArrives(mail());
    const body = { text: 'Brouillon', customer: { id: customerId }, draft: true, status: 'active' };
    await stage.api.freshToken();
    return () => stage.api.call('POST', `/conversations/${conversationId}/reply`, body);
  }

  it('answers errors in the vendor’s shape', async () => {
    const post = await draft();
    await stage.api.call('GET', '/users/me');
    once({ kind: '429', retryAfterSeconds: 7 });
    const limited = await post();
    expect(limited.body).toEqual({ message: 'API rate limit exceeded' });
    expect(limited.headers.get('x-ratelimit-retry-after')).toBe('7');
    expect(limited.headers.get('retry-after')).toBeNull();
    once({ kind: '500' });
    expect((await post()).body).toMatchObject({ message: 'Internal error', logRef: expect.any(String) });
    once({ kind: '401' });
    expect((await post()).status).toBe(401);
    once({ kind: '403-html' });
    const blocked = await post();
    expect([blocked.status, blocked.text]).toEqual([403, expect.stringContaining('<html')]);
    expect(drafts()).toBe(0);
    expect((await post()).status).toBe(201);
  });

  it('cuts the line before or after the draft was kept', async () => {
    const post = await draft();
    await stage.api.call('GET', '/users/me');
    once({ kind: 'reset', match: { method: 'POST' } });
    await expect(post()).rejects.toThrow();
    expect(drafts()).toBe(0);
    once({ kind: 'reset', after: true, match: { method: 'POST' } });
    await expect(post()).rejects.toThrow();
    expect(drafts()).toBe(1);
    once({ kind: '500', after: true, match: { pathPrefix: '/helpscout/v2/conversations' } });
    expect((await post()).status).toBe(500);
    expect(drafts()).toBe(2);
  });

  it('never answers although it did it', async () => {
    const { conversationId } = stage.sandbox.helpscout.acts.mailArrives(mail());
    const token = await stage.api.freshToken();
    once({ kind: 'timeout', after: true });
    const note = fetch(`${stage.api.base}/conversations/${conversationId}/notes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Note', status: 'active' }),
      signal: AbortSignal.timeout(200),
    });
    await expect(note).rejects.toThrow(/timeout/i);
    expect(stage.sandbox.helpscout.memory.threads.filter(({ type }) => type === 'note')).toHaveLength(1);
  });
});
