import { accountRequest } from './account-request/process.ts';
import { conversation } from './conversation/process.ts';
import { customerConversion } from './customer-conversion/process.ts';
import { submission } from './submission/process.ts';

/** Every process by name, one line each. */
export const processes = {
  'account-request': accountRequest,
  submission,
  conversation,
  'customer-conversion': customerConversion,
};
