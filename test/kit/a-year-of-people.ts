import type { Company } from '#core/company.ts';
import type { ConversionAsk, DealFacts } from '#core/conversion-events.ts';
import type { FollowUpVersion } from '#core/follow-up-version.ts';
import { nextStepOf } from '#core/processes/customer-conversion/next-step.ts';
import { type DealLog, notePromises } from './a-year-log.ts';
import { yearOutside } from './a-year-outside.ts';
import { conversionRun } from './conversion-harness.ts';
import {
  aFollowingCompany,
  anAccount,
  anActivity,
  asking,
  dealFacts,
  ids,
  observedDeal,
} from './conversion-samples.ts';
import { seededRandom } from './kills/seeded-random.ts';
import { frenchHolidays } from './paris-days.ts';

const dayMs = 86_400_000;

/** One deal that people work on for a number of days, with a seed that repeats it exactly. */
export function aYearOfPeople(
  seed: number,
  from: string,
  days: number,
  versions: readonly FollowUpVersion[][],
  changedAt: string,
): DealLog {
  const random = seededRandom(seed);
  const chance = (probability: number) => random() < probability;
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const crm = dealFacts({ id: 1000 + seed, addedAt: from }).deal;
  let account: DealFacts['account'] = null;
  let activityCount = 0;
  const mails: DealLog['mails'] = [];
  const reminders: DealLog['reminders'] = [];

  const companyWith = (followUps: readonly FollowUpVersion[]): Company =>
    aFollowingCompany({ timeZone: 'Europe/Paris', holidays: frenchHolidays }, [...followUps]);
  const outside = yearOutside(crm, { mails, reminders }, random);
  const run = conversionRun({ company: companyWith(versions[0] ?? []), outside, now: from });
  const log: DealLog = {
    seed,
    run,
    mails,
    reminders,
    replies: [],
    optOuts: [],
    accounts: [],
    ends: [],
    promises: new Map(),
  };
  run.onTold = () => notePromises(log);

  const observe = () => run.tell(observedDeal(run.now, { ...crm }, { account }));
  const ask = (what: ConversionAsk) => run.tell(asking(what));
  const dayAhead = (most: number) =>
    new Date(Date.parse(run.now) + Math.ceil(random() * most) * dayMs).toISOString().slice(0, 10);

  const doings: [number, () => void][] = [
    [30, () => nextStep()],
    [6, () => reply()],
    [5, () => ask({ type: 'enrol', rule: pick(['suspects', 'clients']) })],
    [4, () => moveByHand()],
    [4, () => callLogged()],
    [3, () => meetingPlanned()],
    [4, () => changePromise()],
    [4, () => touchActivity()],
    [2, () => loseOrReopen()],
    [3, () => accountComes()],
    [2, () => ownerChanges()],
    [1, () => optOut()],
    [1, () => ask({ type: 'stop-follow-up' })],
    [2, () => undoSomething()],
  ];
  const often = doings.flatMap(([times, doing]) => Array.from({ length: times }, () => doing));

  function nextStep(): void {
    if (run.state.failedDecision !== null) ask({ type: 'give-up' });
    const type = nextStepOf(run.state);
    switch (type) {
      case null:
        return;
      case 'book-presentation':
      case 'plan-go-live':
        ask({ type, day: dayAhead(20) });
        return;
      case 'record-contact':
        ask({ type, channel: 'call', note: null });
        return;
      case 'welcome-client':
        ask({ type, how: pick(['mail', 'call']) });
        return;
      case 'add-use-case':
        ask({ type, title: 'Permis de construire' });
        return;
      case 'choose-path':
        ask({
          type,
          path: pick(['autonomous', 'existing-procedure', 'new-procedure']),
          procedure: { name: 'Subventions', administration: 'Région', email: 'region@example.org' },
          documents: [],
          demoDay: chance(0.5) ? dayAhead(10) : null,
        });
        return;
      case 'invite-to-presentation':
      case 'record-presentation':
      case 'send-documentation':
      case 'validate-use-cases':
      case 'record-tests':
      case 'record-go-live':
      case 'unblock':
        ask({ type });
    }
  }

  function reply(): void {
    log.replies.push(run.now);
    run.tell({ type: 'client-heard', channel: pick(['mail', 'help-desk']), at: run.now });
  }

  function optOut(): void {
    log.optOuts.push(run.now);
    run.tell({ type: 'client-opted-out', address: 'Camille@Mairie.example.org', at: run.now, by: null });
  }

  function moveByHand(): void {
    crm.stageId = pick([ids.identified, ids.documented, ids.accountCreated, ids.testing]);
    observe();
  }

  function loseOrReopen(): void {
    crm.status = crm.status === 'open' ? pick(['lost', 'won', 'deleted'] as const) : 'open';
    log.ends.push({ at: run.now, isEnd: crm.status !== 'open' });
    observe();
  }

  function accountComes(): void {
    if (account || crm.status !== 'open') return;
    account = { requestId: '00000000-0000-4000-8000-000000000001', account: anAccount() };
    crm.stageId = ids.accountCreated;
    log.accounts.push(run.now);
    observe();
  }

  function ownerChanges(): void {
    crm.ownerId = crm.ownerId === ids.owner ? ids.second : ids.owner;
    observe();
  }

  function callLogged(): void {
    activityCount += 1;
    const activity = anActivity({ id: 50_000 + activityCount, done: true, doneAt: run.now });
    run.tell({ type: 'activity-observed', activity, isDeleted: false, at: run.now });
  }

  function meetingPlanned(): void {
    activityCount += 1;
    const activity = anActivity({ id: 50_000 + activityCount, type: 'meeting', dueOn: dayAhead(9) });
    run.tell({ type: 'activity-observed', activity, isDeleted: false, at: run.now });
  }

  const open = () => run.state.promises.filter(({ state }) => state === 'open');

  function changePromise(): void {
    const promise = run.isFollowed ? open()[0] : undefined;
    if (!promise) return;
    const { number } = promise;
    ask(
      pick<ConversionAsk>([
        { type: 'move-promise', promise: number, day: dayAhead(15) },
        { type: 'keep-promise', promise: number },
        { type: 'drop-promise', promise: number, why: 'Sans objet' },
      ]),
    );
  }

  /** A colleague does, moves or deletes the activity of a promise in the CRM. */
  function touchActivity(): void {
    const promise = run.isFollowed ? open().find(({ activityId }) => activityId !== null) : undefined;
    if (!promise) return;
    const known = anActivity({
      id: promise.activityId ?? 0,
      type: promise.activityType,
      ownerId: promise.ownerId,
      dueOn: promise.dueOn,
    });
    const how = pick(['done', 'moved', 'deleted']);
    const activity = {
      ...known,
      done: how === 'done',
      dueOn: how === 'moved' ? dayAhead(10) : promise.dueOn,
    };
    run.tell({ type: 'activity-observed', activity, isDeleted: how === 'deleted', at: run.now });
  }

  function undoSomething(): void {
    nextStep();
    run.until(later(run.now, 4_000));
    ask({ type: 'undo-step' });
  }

  const end = later(from, days * dayMs);
  let isChanged = false;
  observe();
  for (let at = from; ; ) {
    at = later(at, -Math.log(1 - random()) * 5 * dayMs);
    if (!isChanged && at > changedAt) {
      run.until(changedAt);
      run.company = companyWith(versions[1] ?? []);
      run.tell({ type: 'rules-changed' });
      isChanged = true;
    }
    if (at > end) break;
    run.until(at);
    pick(often)();
  }
  run.until(end);
  return log;
}

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + Math.round(ms)).toISOString();
}
