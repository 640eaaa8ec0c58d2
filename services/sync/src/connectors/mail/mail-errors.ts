import * as z from 'zod';
import type { Problem } from '#core/model/problem.ts';
import { OutsideError } from '../errors.ts';
import type { Situation } from '../failure-words.ts';
import { inStaffWords } from '../failure-words.ts';

/** What nodemailer's errors tell (10.6.0). */
const smtpError = z.object({
  code: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
});
type SmtpError = z.output<typeof smtpError>;

const credentialCodes = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2']);
const credentialAnswers = new Set([530, 534, 535, 538]);
const longestQuote = 300;

/**
 * Turns a failure of the mail server into the error of the connectors. An answer of the server is clear; a broken
 * connection is not, once the mail was handed over.
 *
 * @param to the recipient, whom staff has to find again
 * @param handedOver whether the final dot may have been written
 */
export function toMailError(error: unknown, to: string, handedOver: boolean): OutsideError {
  const facts = smtpError.safeParse(error).data ?? {};
  const unclear = handedOver && facts.responseCode === undefined;
  const problem = problemOf(facts, to, unclear);
  const trace = [facts.code ?? 'no code', facts.command ?? '', facts.responseCode ?? ''].join(' ').trim();
  return new OutsideError({
    vendor: 'mail',
    ...problem,
    unclear,
    ...(isAddressGone(facts) && { byAddress: true }),
    ...(facts.responseCode === undefined ? {} : { status: facts.responseCode }),
    cause: new Error(trace),
  });
}

function problemOf(facts: SmtpError, to: string, unclear: boolean): Problem {
  const { code = '', responseCode: answer } = facts;
  const said = facts.response?.replace(/\s+/g, ' ').slice(0, longestQuote) ?? null;
  const words = (situation: Situation) => inStaffWords('mail', situation, said, unclear);
  if (answer !== undefined && answer >= 400 && answer < 500) return words('overloaded');
  if (credentialCodes.has(code) || credentialAnswers.has(answer ?? 0)) return words('credentials');
  if (code === 'EENVELOPE' || (answer !== undefined && answer >= 500)) return refused(facts, to, said);
  return words('unreachable');
}

/**
 * Whether the address itself is refused for good: no such mailbox, a closed one, or no address at all. A refusal of the
 * sender by the recipient's server (5.7.x, RFC 3463) says nothing of the address.
 */
function isAddressGone({ command = '', responseCode: answer, response = '' }: SmtpError): boolean {
  if (command === 'API') return true;
  const isForGood = answer !== undefined && answer >= 500 && !credentialAnswers.has(answer);
  return command === 'RCPT TO' && isForGood && !/^\d{3}[ -]5\.7\./.test(response);
}

function refused({ command = '' }: SmtpError, to: string, said: string | null): Problem {
  const byRecipient = command === 'RCPT TO' || command === 'API';
  const quoted = said === null ? { fr: '', en: '' } : { fr: `« ${said} » `, en: `“${said}” ` };
  return {
    word: 'rejected',
    title: byRecipient
      ? { fr: `L’adresse ${to} a été refusée`, en: `The address ${to} was refused` }
      : { fr: `Le mail à ${to} a été refusé`, en: `The mail to ${to} was refused` },
    detail: {
      fr: `${quoted.fr}Le mail n’est pas parti. Vérifiez l’adresse dans la fiche, puis relancez.`,
      en: `${quoted.en}The mail was not sent. Check the address in the record, then retry.`,
    },
  };
}
