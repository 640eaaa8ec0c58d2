import type { DealLog } from './a-year-log.ts';
import { inParis, isWorked, morningOf, workedDays } from './paris-days.ts';

/**
 * What must be true of a deal after any time, written from what was promised to the customer and not from the rules:
 * each finding is a sentence. Remind 1 working day before (5 for a go-live), escalate 2 after, mails from 09:00 to 17:30
 * on working days in Paris, 3 days apart.
 */
export function findingsOf(log: DealLog, until: string): string[] {
  return [...promiseFindings(log, until), ...mailFindings(log), ...followUpFindings(log)].map(
    (finding) => `seed ${log.seed}: ${finding}`,
  );
}

interface Stretch {
  number: number;
  kind: string;
  dueOn: string;
  from: string;
  to: string;
}

/** While a promise was open with one and the same day. */
function stretchesOf({ promises }: DealLog, until: string): Stretch[] {
  return [...promises].flatMap(([number, known]) =>
    known.flatMap(({ at, dueOn, isOpen, kind }, index) =>
      isOpen ? [{ number, kind, dueOn, from: at, to: known[index + 1]?.at ?? until }] : [],
    ),
  );
}

function promiseFindings(log: DealLog, until: string): string[] {
  const stretches = stretchesOf(log, until);
  const expected = stretches.flatMap((stretch) => [
    ...instantOf(stretch, remindAt(stretch), 'soon'),
    ...instantOf(stretch, escalateAt(stretch), 'late'),
  ]);
  const told = log.reminders.filter(({ what }) => what !== 'escalated');
  const key = ({ promise, at, what }: { promise: number; at: string; what: string }) =>
    `${what} of ${promise} at ${at}`;
  const missing = expected.filter((one) => !told.some((other) => key(other) === key(one)));
  const tooMany = told.filter((one) => !expected.some((other) => key(other) === key(one)));
  const twice = told.filter((one, index) => told.findIndex((other) => key(other) === key(one)) !== index);
  return [
    ...missing.map((one) => `missing: ${key(one)}`),
    ...tooMany.map((one) => `nobody asked for: ${key(one)}`),
    ...twice.map((one) => `twice: ${key(one)}`),
    ...withoutReason(log),
  ];
}

function instantOf({ number, from, to }: Stretch, at: string | null, what: 'soon' | 'late') {
  return at !== null && at > from && at < to ? [{ promise: number, at, what }] : [];
}

/** One that was made after its reminder is reminded of on its day; one for today not at all. */
function remindAt({ dueOn, kind, from }: Stretch): string | null {
  const early = morningOf(workedDays(dueOn, kind === 'go-live' ? 5 : 1, -1));
  if (early > from) return early;
  const onTheDay = morningOf(dueOn);
  return onTheDay > from ? onTheDay : null;
}

function escalateAt({ dueOn }: Stretch): string {
  return morningOf(workedDays(dueOn, 2, 1));
}

function withoutReason({ run }: DealLog): string[] {
  return run.state.promises
    .filter(({ state, endedBecause }) => state !== 'open' && endedBecause === null)
    .map(({ number }) => `promise ${number} ended without a reason`);
}

function mailFindings({ mails, optOuts }: DealLog): string[] {
  const followUps = mails.filter(({ isFollowUp }) => isFollowUp);
  const outside = followUps.filter(({ at }) => {
    const { day, time } = inParis(at);
    return !isWorked(day) || time < '09:00' || time >= '17:30';
  });
  const tooSoon = followUps.filter(({ at }, index) => {
    const before = followUps[index - 1]?.at;
    return before !== undefined && Date.parse(at) - Date.parse(before) < 3 * 86_400_000;
  });
  const unwanted = mails.filter(
    ({ at, template }) => template !== 'introduction' && optOuts.some((out) => out <= at),
  );
  return [
    ...outside.map(({ at }) => `a follow-up left outside its hours: ${at}`),
    ...tooSoon.map(({ at }) => `a follow-up left too soon after the one before: ${at}`),
    ...unwanted.map(({ at, template }) => `a mail (${template}) after the opt-out: ${at}`),
  ];
}

function followUpFindings({ run, mails, replies, accounts, ends }: DealLog): string[] {
  const { memberships } = run.state;
  const findings: string[] = [];
  for (const mail of mails.filter(({ isFollowUp }) => isFollowUp)) {
    const own = memberships.find(
      ({ enrolledAt, endedAt }) => enrolledAt <= mail.at && (endedAt === null || mail.at <= endedAt),
    );
    if (!own) {
      findings.push(`a follow-up left while nobody was followed up: ${mail.at}`);
      continue;
    }
    const stop = [...replies, ...accounts, ...ends.filter(({ isEnd }) => isEnd).map(({ at }) => at)].find(
      (at) => at > own.enrolledAt && at < mail.at,
    );
    if (stop !== undefined)
      findings.push(`a follow-up left at ${mail.at}, after the client was heard at ${stop}`);
    if (own.version !== mail.version?.number || own.rule !== mail.version.rule)
      findings.push(`a follow-up of another version left: ${mail.at}`);
  }
  const overlapping = memberships.filter(({ enrolledAt }, index) =>
    memberships.some(
      (other, position) => position < index && (other.endedAt === null || other.endedAt > enrolledAt),
    ),
  );
  const again = memberships.filter(
    ({ rule }, index) => memberships.findIndex((other) => other.rule === rule) !== index,
  );
  const silent = memberships.filter(({ state, stoppedBecause }) => state === 'stopped' && !stoppedBecause);
  return [
    ...findings,
    ...overlapping.map(({ enrolledAt }) => `two follow-ups at once: ${enrolledAt}`),
    ...again.map(({ rule }) => `a second time through ${rule}`),
    ...silent.map(({ rule }) => `${rule} was stopped without a reason`),
  ];
}
