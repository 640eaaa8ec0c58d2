import { composeMail } from '../layout.ts';
import { inBrackets } from './conversion-phrases.ts';
import { signature } from './phrases.ts';

/**
 * Introduces a client to the administration that owns the procedure they want to use (DS-41): the person who is named
 * is the client, not the reader.
 */
export const introduction = composeMail({
  language: 'en',
  subject: 'Introduction: your procedure “{{ procedureName }}”',
  blocks: [
    { paragraph: 'Hello,' },
    {
      paragraph:
        'We write to you about the procedure “{{ procedureName }}”{% if administration != "" %}, owned by {{ administration }}{% endif %}.',
    },
    {
      paragraph: `{% if personName != "" %}{{ personName }}{% else %}Somebody we accompany{% endif %}${inBrackets} would like to use it for their own files, rather than build another one.`,
    },
    {
      paragraph:
        'Could you give them access to it, or tell us how to proceed? Reply to this message: we will make the link.',
    },
    { paragraph: 'Thank you in advance for your help.' },
    signature,
  ],
  footer: 'You receive this message because you own this procedure. Write to us: {{ replyTo }}',
});
