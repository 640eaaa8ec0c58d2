import { inspect } from 'node:util';
import nock from 'nock';
import { expect, it } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { unlimitedBudget } from './unlimited-budget.ts';

const apiUrl = 'https://example.pipedrive.com';
const refusal = { success: false, error: 'unauthorized access', errorCode: 401 };

nockOnly();

/** A client whose tokens come one after the other, and what it told of refused ones, spent and logged. */
function client(...tokens: (string | Error)[]) {
  const refused: (string | undefined)[] = [];
  const logged: unknown[] = [];
  const budget = unlimitedBudget();
  const bearer = async (token?: string) => {
    refused.push(token);
    const next = tokens.shift();
    if (typeof next === 'string') return next;
    throw next;
  };
  const line = (...words: unknown[]) => void logged.push(words);
  const log = { debug: line, warn: line };
  return { refused, logged, budget, pipedrive: createPipedrive({ apiUrl, auth: { bearer }, budget, log }) };
}

const signed = (token: string) =>
  nock(apiUrl, { reqheaders: { authorization: `Bearer ${token}` }, badheaders: ['x-api-token'] });

it('bears the token of the moment, in v1 and v2', async () => {
  signed('t1').get('/api/v2/deals/7').reply(404);
  signed('t2').get('/v1/users').reply(200, { data: [] });
  const { pipedrive, refused } = client('t1', 't2');
  await pipedrive.getDeal(7);
  await pipedrive.listUsers();
  expect(refused).toEqual([undefined, undefined]);
});

it('asks for another token when one is refused, and makes the call once more', async () => {
  signed('old').delete('/api/v2/deals/7').reply(401, refusal);
  signed('new').delete('/api/v2/deals/7').reply(200, { success: true });
  const { pipedrive, refused, budget } = client('old', 'new');
  await pipedrive.deleteDeal(7);
  expect(refused).toEqual([undefined, 'old']);
  expect(budget.spent).toEqual([3, 3]);
});

it('keeps calls at the same time apart: each tells the token it was refused with', async () => {
  signed('a1').get('/api/v2/deals/1').reply(401, refusal);
  signed('b1').get('/api/v2/deals/2').reply(401, refusal);
  signed('n').get('/api/v2/deals/1').reply(404);
  signed('n').get('/api/v2/deals/2').reply(404);
  const { pipedrive, refused } = client('a1', 'b1', 'n', 'n');
  await Promise.all([pipedrive.getDeal(1), pipedrive.getDeal(2)]);
  expect(refused.slice(2).sort()).toEqual(['a1', 'b1']);
});

it('gives up at the second refusal, without a token in the error or the log', async () => {
  signed('secret-old').post('/v1/notes').reply(401, refusal);
  signed('secret-new').post('/v1/notes').reply(401, refusal);
  const { pipedrive, logged } = client('secret-old', 'secret-new');
  const error = await pipedrive.addNote(7, 'x').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(OutsideError);
  expect(error).toMatchObject({ failure: { word: 'sign-in-again', status: 401, unclear: false } });
  expect(inspect([error, logged], { depth: 10, showHidden: true })).not.toContain('secret-');
  expect(logged).toHaveLength(2);
});

it('makes no other call after other refusals', async () => {
  signed('t1').get('/api/v2/deals/7').reply(403, { error: 'Scope and URL mismatch' });
  const { pipedrive, refused } = client('t1');
  await expect(pipedrive.getDeal(7)).rejects.toMatchObject({
    failure: { word: 'sign-in-again', status: 403 },
  });
  expect(refused).toEqual([undefined]);
});

it('lets what the keeper of the tokens throws through as it is, before and after a refusal', async () => {
  const away = new Error('the store is away');
  await expect(client(away).pipedrive.getDeal(7)).rejects.toBe(away);
  signed('old').get('/api/v2/deals/7').reply(401, refusal);
  await expect(client('old', away).pipedrive.getDeal(7)).rejects.toBe(away);
});
