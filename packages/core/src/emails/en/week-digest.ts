import { composeMail } from '../layout.ts';

/** To a colleague, once a week: what they promised, and what is late. */
export const weekDigest = composeMail({
  language: 'en',
  subject: 'Your week: what you promised',
  blocks: [
    { paragraph: 'Hello,' },
    { paragraph: 'This is what awaits you this week:' },
    { lines: '{{ lines }}' },
    { paragraph: 'Have a good week!' },
  ],
  footer: 'Passerelle sends this digest once a week. An administrator sets the day and the time.',
});
