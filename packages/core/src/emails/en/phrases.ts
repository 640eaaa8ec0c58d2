import type { Block } from '../layout.ts';

/** The hello of every English mail; a person without a name gets one too. */
export const hello: Block = { paragraph: 'Hello{% if personName != "" %} {{ personName }}{% endif %},' };

/** Signed by the owner of the deal when there is one. */
export const signature: Block = {
  paragraph: 'Kind regards,\n{% if ownerName != "" %}{{ ownerName }}{% else %}The team{% endif %}',
};

export const forOrganization = '{% if organizationName != "" %} for {{ organizationName }}{% endif %}';

export const footer =
  'You receive this message because you asked for an administrator account. Write to us: {{ replyTo }}';
