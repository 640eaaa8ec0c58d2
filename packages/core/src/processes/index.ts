import { accountRequest } from './account-request/process.ts';
import { submission } from './submission/process.ts';

/** Every process by name, one line each. */
export const processes = {
  'account-request': accountRequest,
  submission,
};
