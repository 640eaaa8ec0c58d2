import type { Block } from '../layout.ts';

export const inBrackets = '{% if organizationName != "" %} ({{ organizationName }}){% endif %}';

export const documentationLink: Block = {
  when: 'documentationUrl',
  button: { label: 'Read the documentation', link: '{{ documentationUrl }}' },
};

/** Every mail that nobody asked for has it; the link is empty where the person cannot be told apart. */
export const optOutLine: Block = {
  when: 'optOutLink',
  paragraph: 'Would you rather not receive these messages? Tell us here: {{ optOutLink }}',
};

/** To somebody who asked for nothing yet. */
export const suspectFooter =
  'This message is sent to you as part of your professional duties. Write to us: {{ replyTo }}';

/** To somebody who has an account. */
export const clientFooter =
  'This message goes along with putting your procedures online. Write to us: {{ replyTo }}';

/** To a colleague. */
export const promiseFooter = 'Passerelle reminds of what was promised, and stops as soon as it is done.';
