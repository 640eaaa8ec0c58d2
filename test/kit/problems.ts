import { expect } from 'vitest';
import type { ProblemDocument } from '#core/contract/problem.ts';
import { sandboxSecrets } from '../../services/sandbox/src/secrets.ts';

/** Checks that an answer is a problem document of this status, without a stack and without a secret. */
export async function expectProblem(response: Response, status: number): Promise<ProblemDocument> {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const document = JSON.parse(text) as ProblemDocument;
  expect(document).toMatchObject({
    type: expect.any(String),
    title: expect.stringMatching(/./),
    status,
    detail: expect.stringMatching(/./),
    instance: expect.stringMatching(/^urn:request:/),
  });
  expect(text).not.toMatch(/\bat .+\.[jt]s:\d+|node_modules|node:internal|Error:/);
  const { clientSecret, apiToken, webhookPassword, scimToken } = sandboxSecrets;
  for (const secret of [clientSecret, apiToken, webhookPassword, scimToken])
    expect(text).not.toContain(secret);
  return document;
}
