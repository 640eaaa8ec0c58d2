import { composeMail } from '../layout.ts';

/** To a colleague: somebody waits for a first answer, and it is due soon (MER-04). */
export const answerDue = composeMail({
  language: 'en',
  subject: 'Answer due: {{ conversationSubject }}',
  blocks: [
    { paragraph: 'Hello,' },
    {
      paragraph:
        'Conversation{% if conversationNumber != "" %} no. {{ conversationNumber }}{% endif %} “{{ conversationSubject }}” waits for its first answer, promised by {{ dueAt }}.',
    },
    { button: { label: 'Open the conversation', link: '{{ conversationUrl }}' } },
  ],
  footer: 'Passerelle warns before a first answer is late.',
});
