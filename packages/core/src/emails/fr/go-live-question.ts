import { composeMail } from '../layout.ts';
import { clientFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** After the tests: is the client ready, and for which day where none is planned yet? (DS-48) */
export const goLiveQuestion = composeMail({
  language: 'fr',
  subject: 'Mise en production\u00A0: êtes-vous prêts\u00A0?',
  blocks: [
    hello,
    {
      paragraph: `{% if goLiveOn != "" %}La mise en production de vos démarches${forOrganization} est prévue le {{ goLiveOn }}. Êtes-vous prêts\u00A0?{% else %}Merci d’avoir fait le point avec nous sur vos tests. Êtes-vous prêts à ouvrir vos démarches à vos usagers${forOrganization}\u00A0? Quelle date vous conviendrait\u00A0?{% endif %}`,
    },
    {
      paragraph:
        'Un mot en réponse nous suffit. Si quelque chose vous retient, dites-nous quoi\u00A0: nous chercherons une solution avec vous, sans vous presser.',
    },
    signature,
  ],
  footer: clientFooter,
});
