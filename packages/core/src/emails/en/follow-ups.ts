import { composeMail, type MailTemplate } from '../layout.ts';
import { documentationLink, optOutLine, suspectFooter } from './conversion-phrases.ts';
import { forOrganization, hello, signature } from './phrases.ts';

/** The mails of a follow-up (MER-08): short, and one click away from the last one. */
export const followUpFirst = followUp('Your procedures online: how far are you?', [
  `We take the liberty of coming back to you about putting your procedures online. Have you been able to think about it${forOrganization}?`,
  'A few words are enough: a question, a moment to talk about it, or the person to contact. The documentation is still at your disposal.',
]);

export const followUpSecond = followUp('Your procedures online: can we help?', [
  `We have not had the pleasure of reading you yet. Perhaps an answer is missing, an example, or simply the right moment${forOrganization}?`,
  'Many administrations begin with a single procedure, the simplest one. Tell us which one weighs most on you: we will show you what it would look like online, and the documentation answers the first questions.',
]);

export const followUpLast = followUp('Your procedures online: our last message', [
  `Without news from you, we think that the moment has not come${forOrganization}, and we stop writing to you about it.`,
  'Should your plans change, reply to this message whenever you like: we will go on from where we were. The documentation stays at your disposal.',
]);

function followUp(subject: string, paragraphs: readonly string[]): MailTemplate {
  return composeMail({
    language: 'en',
    subject,
    blocks: [
      hello,
      ...paragraphs.map((paragraph) => ({ paragraph })),
      documentationLink,
      signature,
      optOutLine,
    ],
    footer: suspectFooter,
  });
}
