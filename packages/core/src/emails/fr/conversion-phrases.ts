import type { Block } from '../layout.ts';

export const inBrackets = '{% if organizationName != "" %} ({{ organizationName }}){% endif %}';

export const documentationLink: Block = {
  when: 'documentationUrl',
  button: { label: 'Lire la documentation', link: '{{ documentationUrl }}' },
};

/** Every mail that nobody asked for has it; the link is empty where the person cannot be told apart. */
export const optOutLine: Block = {
  when: 'optOutLink',
  paragraph: 'Vous ne souhaitez plus recevoir ces messages\u00A0? Dites-le ici\u00A0: {{ optOutLink }}',
};

/** To somebody who asked for nothing yet. */
export const suspectFooter =
  'Ce message vous est adressé dans le cadre de vos fonctions. Pour nous écrire\u00A0: {{ replyTo }}';

/** To somebody who has an account. */
export const clientFooter =
  'Ce message accompagne la mise en ligne de vos démarches. Pour nous écrire\u00A0: {{ replyTo }}';

/** To a colleague. */
export const promiseFooter = 'Passerelle rappelle ce qui a été promis, et s’arrête dès que c’est fait.';
