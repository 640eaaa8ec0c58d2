import { expect, it } from 'vitest';
import { createTokens } from '#sync/http/sessions.ts';

const tokens = createTokens('client secret', new Uint8Array(32));

it('a session opened in the second of another is another, of the same person', async () => {
  const bearer = { companyId: '7001', staffId: 21 };
  const [first, second] = await Promise.all([tokens.issue(bearer), tokens.issue(bearer)]);
  expect(first.token).not.toBe(second.token);
  expect(await tokens.read(first.token)).toEqual(bearer);
  expect(await tokens.read(second.token)).toEqual(bearer);
});
