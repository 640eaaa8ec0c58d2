import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Sandbox, startSandbox } from '../../services/sandbox/src/sandbox.ts';

export const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const extension = 'urn:ietf:params:scim:schemas:extension:account:2.0:User';
const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** A user of a town hall, as SCIM writes it. */
export const user = (userName: string, more: Record<string, unknown> = {}) => ({
  schemas: [core],
  userName,
  name: { givenName: 'Accueil', familyName: 'Mairie' },
  emails: [{ value: userName, type: 'work', primary: true }],
  ...more,
});

/** The directory of a sandbox for the tests of a file, empty before each. */
export function withDirectory() {
  const directory = {} as { sandbox: Sandbox };
  beforeAll(async () => {
    directory.sandbox = await startSandbox();
  });
  afterAll(() => directory.sandbox.stop());
  beforeEach(() => directory.sandbox.reset());

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const { environment } = directory.sandbox;
    const response = await fetch(`${environment.ACCOUNTS_SCIM_URL}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${environment.ACCOUNTS_SCIM_TOKEN}`,
        'content-type': 'application/scim+json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { response, status: response.status, body: text ? JSON.parse(text) : undefined };
  }
  const patch = (id: string, ...operations: unknown[]) =>
    call('PATCH', `/Users/${id}`, { schemas: [patchOp], Operations: operations });
  return { directory, call, patch };
}
