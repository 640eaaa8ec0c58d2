import { requestsEnd, submissionsEnd } from './requests-end.ts';
import { upgradesFrom } from './upgrades-from.ts';

// The release of account requests alone, before Slack, Help Scout and conversion.
upgradesFrom('a876be5', (stage) => {
  requestsEnd(stage);
  submissionsEnd(stage);
});
