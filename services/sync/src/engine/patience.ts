import type { Problem } from '#core/model/problem.ts';
import type { OutsideFailure } from '../connectors/errors.ts';

const firstDelayMs = 1_000;
const longestDelayMs = 5 * 60_000;
/** A rejected sign-in is mended by a person: trying more often than this only fills logs. */
const firstSignInDelayMs = 10_000;
/** About a week of tries at the longest delay: a long weekend without an administrator loses nothing. */
const attemptCountMax = 2_000;
/**
 * A server that takes a mail and never confirms it may have kept every copy. RFC 5321 (4.5.4) has us send again; a
 * person is asked before it becomes a nuisance.
 */
const unclearMailCountMax = 5;

/**
 * How long to wait before the next try, or null when a person has to act.
 *
 * Doubles from one second (ten for a rejected sign-in) to five minutes with a jitter of a fifth, never earlier than the vendor's Retry-After.
 * @param attempts tries made so far, this failed one included
 * @param random a number in [0, 1)
 */
export function delayBeforeRetry(failure: OutsideFailure, attempts: number, random: number): number | null {
  if (attempts >= (isUnclearMail(failure) ? unclearMailCountMax : attemptCountMax)) return null;
  const firstMs = { 'retry-later': firstDelayMs, 'sign-in-again': firstSignInDelayMs }[
    failure.word as string
  ];
  if (firstMs === undefined) return null;
  const doubled = Math.min(firstMs * 2 ** Math.min(attempts - 1, 20), longestDelayMs);
  return Math.max(jittered(doubled, random), failure.retryAfterMs ?? 0);
}

/** What staff read when patience is used up: the words of a passing trouble would promise another try. */
export function finalProblem(failure: OutsideFailure): Problem {
  const { word, title } = failure;
  if (word !== 'retry-later' && word !== 'sign-in-again') return { word, title, detail: failure.detail };
  return { word, title, detail: isUnclearMail(failure) ? unconfirmed : givenUp };
}

const unconfirmed = {
  fr: 'Le serveur n’a jamais confirmé : le mail est peut-être arrivé. Demandez au destinataire avant de réessayer.',
  en: 'The server never confirmed: the mail may have arrived. Ask the recipient before retrying.',
};

const givenUp = {
  fr: 'Passerelle a longtemps réessayé et s’est arrêtée. Quand le service répond de nouveau, cliquez sur Réessayer.',
  en: 'Passerelle tried for a long time and has stopped. When the service answers again, click Retry.',
};

function isUnclearMail({ vendor, unclear = false }: OutsideFailure): boolean {
  return vendor === 'mail' && unclear;
}

function jittered(delayMs: number, random: number): number {
  return Math.round(delayMs * (0.8 + 0.4 * random));
}
