import { accountRequest } from './account-request/process.ts';

/** Every process by name, one line each. */
export const processes = {
  'account-request': accountRequest,
};
