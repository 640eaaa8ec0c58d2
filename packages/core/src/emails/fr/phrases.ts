import type { Block } from '../layout.ts';

/** The hello of every French mail; a person without a name gets one too. */
export const hello: Block = { paragraph: 'Bonjour{% if personName != "" %} {{ personName }}{% endif %},' };

/** Signed by the owner of the deal when there is one. */
export const signature: Block = {
  paragraph: 'Cordialement,\n{% if ownerName != "" %}{{ ownerName }}{% else %}L’équipe{% endif %}',
};

export const forOrganization = '{% if organizationName != "" %} pour {{ organizationName }}{% endif %}';

export const footer =
  'Ce message fait suite à votre demande de compte administrateur. Pour nous écrire\u00A0: {{ replyTo }}';
