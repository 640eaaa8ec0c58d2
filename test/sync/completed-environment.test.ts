import { expect, it } from 'vitest';
import { completedBySandbox } from '#sync/completed-environment.ts';
import { serviceEnvironment } from '../../services/sandbox/src/service-environment.ts';

const sandbox = { environment: serviceEnvironment('http://127.0.0.1:3001', 3002) };

it('takes everything from the sandbox when nothing is configured, so that its company can be installed', () => {
  expect(completedBySandbox({}, sandbox)).toEqual(sandbox.environment);
});

it('takes nothing of the sandbox’s Pipedrive beside a real one', () => {
  const variables = { PIPEDRIVE_API_TOKEN: 'real', PIPEDRIVE_COMPANY_ID: '1' };
  const completed = completedBySandbox(variables, sandbox);
  expect(Object.keys(completed).filter((name) => name.startsWith('PIPEDRIVE_'))).toEqual(
    Object.keys(variables),
  );
  expect(completed.SETTINGS_FILE).toBeUndefined();
});

it('says nothing without a sandbox', () => {
  expect(completedBySandbox({ PORT: '1' }, null)).toEqual({ PORT: '1' });
});
