import { clientsGoOn } from './clients-go-on.ts';
import { conversationsGoOn } from './conversations-go-on.ts';
import { requestsEnd, submissionsEnd } from './requests-end.ts';
import { upgradesFrom } from './upgrades-from.ts';

// The release before limits were shared and stores backed up, with Slack, Help Scout and conversion.
upgradesFrom('e1c9569', (stage) => {
  requestsEnd(stage);
  submissionsEnd(stage);
  conversationsGoOn(stage);
  clientsGoOn(stage);
});
