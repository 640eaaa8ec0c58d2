import { describe, expect, it } from 'vitest';
import { nockOnly } from '../../../kit/nock-only.ts';
import { wordOf } from '../word-of.ts';
import { answers, conversation, desk, page } from './desk-api.ts';

nockOnly();

describe('the conversations of a customer', () => {
  const found = { body: page('conversations', [conversation]) };
  const third = '/v3/conversations/search';

  it('are looked for in all statuses', async () => {
    const came = answers('get', '/v2/conversations', found);
    expect((await desk().background.conversationsOf(55)).map(({ id }) => id)).toEqual([101]);
    expect(came[0]?.query).toMatchObject({ query: '(customerIds:55)', status: 'all' });
  });

  it('are looked for in another way where that is refused, and that way is kept', async () => {
    const side = desk().background;
    answers('get', '/v2/conversations', { status: 400, body: { message: 'Bad request' } });
    const came = answers('get', third, found, { body: page('conversations', []) });
    expect(await side.conversationsOf(55)).toHaveLength(1);
    expect(await side.conversationsOf(56)).toEqual([]);
    expect(came.map(({ query }) => query)).toEqual([
      { query: '(customerIds:55)' },
      { query: '(customerIds:56)' },
    ]);
  });

  it('are at last looked for among the active ones', async () => {
    const refused = { status: 400, body: {} };
    const came = answers('get', '/v2/conversations', { body: page('conversations', []) }, found);
    answers('get', third, { ...refused, status: 404 });
    expect(await desk().background.conversationsOf(55)).toHaveLength(1);
    expect(came[1]?.query).not.toHaveProperty('status');
  });

  it('are 25 at most', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({ ...conversation, id: index + 1 }));
    answers('get', '/v2/conversations', { body: page('conversations', rows) });
    expect(await desk().background.conversationsOf(55)).toHaveLength(25);
  });

  it('are found by address, and what somebody typed does not end the phrase', async () => {
    const came = answers('get', '/v2/conversations', found);
    await desk().background.conversationsWith(['camille@example.org', 'x" OR tag:"y\\']);
    expect(came[0]?.query.query).toBe('(email:"camille@example.org" OR email:"x\\" OR tag:\\"y\\\\")');
    expect(await desk().background.conversationsWith([])).toEqual([]);
  });

  it('are not said to be none when Help Scout is down', async () => {
    answers('get', '/v2/conversations', { status: 503 }, { status: 503 });
    expect(await wordOf(desk().background.conversationsOf(55))).toBe('retry-later');
  });
});
