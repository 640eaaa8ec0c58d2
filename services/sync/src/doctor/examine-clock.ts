import { createHttp } from '../connectors/http.ts';
import { advice, type Check, ok, type Words, wrong } from './check-words.ts';

const name: Words = { fr: 'Horloge', en: 'Clock' };
/** Signed tokens of the host tolerate 5 seconds (http/sessions.ts); a Date header is whole seconds. */
const toleratedMs = 5_000;
const timeoutMs = 5_000;

/**
 * How far our clock is from Pipedrive's, by the Date header of any answer, a refusal too: no token is sent.
 * @returns milliseconds, positive when ours is ahead; null when nothing answered
 */
export async function clockAheadMs(apiUrl: string, now: () => number): Promise<number | null> {
  let aheadMs: number | null = null;
  const http = createHttp({
    vendor: 'pipedrive',
    baseURL: apiUrl.replace(/\/+$/, ''),
    timeoutMs,
    onAnswer: ({ headers }) => {
      const at = Date.parse(String(headers.date));
      // The header is cut off to the second: half of one is the fairest guess.
      if (!Number.isNaN(at)) aheadMs = now() - (at + 500);
    },
  });
  await http.get('/v1/users/me').catch(() => undefined);
  return aheadMs;
}

/** Says whether the two clocks agree well enough for signed tokens and promised dates. */
export async function examineClock(clock: () => Promise<number | null>): Promise<Check[]> {
  const aheadMs = await clock();
  if (aheadMs === null) {
    const unknown = {
      fr: 'Pipedrive n’a pas donné l’heure : impossible de comparer.',
      en: 'Pipedrive did not tell the time: nothing to compare with.',
    };
    return [advice('service', name, unknown, null, null)];
  }
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  const words = {
    fr: `${seconds} s ${aheadMs > 0 ? 'd’avance' : 'de retard'} sur Pipedrive.`,
    en: `${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} Pipedrive.`,
  };
  if (Math.abs(aheadMs) <= toleratedMs) return [ok('service', name, words)];
  const fix = {
    fr: 'Synchronisez l’horloge du serveur (NTP) : les connexions des surfaces sont sinon refusées.',
    en: 'Synchronise the clock of the server (NTP): otherwise sign-ins of the surfaces are refused.',
  };
  return [wrong('service', name, words, fix, 'operator')];
}
