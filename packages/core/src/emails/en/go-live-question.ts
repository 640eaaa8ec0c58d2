import { composeMail } from '../layout.ts';
import { clientFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** After the tests: is the client ready, and for which day where none is planned yet? (DS-48) */
export const goLiveQuestion = composeMail({
  language: 'en',
  subject: 'Going live: are you ready?',
  blocks: [
    hello,
    {
      paragraph: `{% if goLiveOn != "" %}Your procedures${forOrganization} are planned to go live on {{ goLiveOn }}. Are you ready?{% else %}Thank you for going through your tests with us. Are you ready to open your procedures${forOrganization} to the people you serve? Which day would suit you?{% endif %}`,
    },
    {
      paragraph:
        'One word in reply is enough. If something holds you back, tell us what: we will look for a solution with you, without any hurry.',
    },
    signature,
  ],
  footer: clientFooter,
});
