import { userInfo } from 'node:os';
import type { Operations } from './commands/operations.ts';
import { openBeside } from './open-beside.ts';

/**
 * Opens what operator commands about the work in the store need.
 * @throws EnvironmentError, SettingsError or SandboxError with what is missing
 */
export async function openOperations(variables: NodeJS.ProcessEnv): Promise<Operations> {
  const { database, companies, close } = await openBeside(variables);
  const { companyOf, ids: companyIds } = companies;
  return { db: database.db, companyOf, companyIds, typedBy: userInfo().username, close };
}
