import { type Ending, endingOf, type Place } from './model.ts';
import type { Seen } from './seen.ts';
import type { Told } from './told.ts';

/** Something that is not as it must be. */
export interface Finding {
  kind: 'lost' | 'twice' | 'wrong';
  run: string;
  what: string;
}

type Fault = Omit<Finding, 'run'>;

/** Everything about one telling that is lost, there twice, or wrong; nothing is well. */
export function judge(told: Told, seen: Seen): Finding[] {
  const ending = endingOf(told);
  const faults = [
    ...is('step', seen.step, ending.step),
    ...counted('account', seen.accounts, ending.accounts),
    ...mailFaults(seen, ending),
    ...(ending.personOwner === null ? [] : is('owner of the person', seen.personOwner, ending.personOwner)),
    ...dealFaults(told, seen, ending),
    ...activityFaults(told, seen, ending),
    ...slackFaults(told, seen, ending),
    ...deskFaults(told, seen, ending),
    ...counted('acceptance in the journal', seen.decisions.acceptance, ending.decisions.acceptance),
    ...counted('refusal in the journal', seen.decisions.refusal, ending.decisions.refusal),
    ...counted('undo in the journal', seen.decisions.undone, ending.decisions.undone),
  ];
  return faults.map((fault) => ({
    ...fault,
    run: told.run,
    what: `${told.story} ${told.email}: ${fault.what}`,
  }));
}

/**
 * A mail can neither be asked for nor taken back: one whose sender died in the very moment of handing it over is not
 * sent again, and the journal asks staff to look (promise 4). It may be missing; it may never be there twice.
 */
function lostBeyondDoubt(inDoubt: number, faults: Fault[]): Fault[] {
  const lost = faults.filter(({ kind }) => kind === 'lost');
  return lost.length > inDoubt ? faults : faults.filter(({ kind }) => kind !== 'lost');
}

function mailCounts(mails: Seen['mails'], ending: Ending): Fault[] {
  return [
    ...counted('welcome mail', mails.welcome, ending.mails.welcome),
    ...counted('refusal mail', mails.refusal, ending.mails.refusal),
    ...counted('mail that asks for evidence', mails.evidence, ending.mails.evidence),
    ...counted('mail with the documentation', mails.documentation, ending.mails.documentation),
  ];
}

function mailFaults({ mails, mailsInDoubt, otherMails }: Seen, ending: Ending): Fault[] {
  return [
    ...lostBeyondDoubt(mailsInDoubt, mailCounts(mails, ending)),
    ...otherMails.map((subject) => wrong(`nobody asked for the mail "${subject}"`)),
  ];
}

function dealFaults(told: Told, seen: Seen, ending: Ending): Fault[] {
  if (told.attachedTo !== undefined)
    return [
      ...counted('participant', seen.participants, 1),
      ...counted('note of the duplicate deal', seen.keptNotes, 1),
      ...counted('deal', seen.deals.length, ending.deal === null ? 0 : 1),
    ];
  const dealCount = told.merged ? 2 : 1;
  const found = counted('deal', seen.deals.length, dealCount);
  if (found.length > 0 || ending.deal === null) return found;
  const placed = seen.deals.filter((deal) => differences(deal, ending.deal as Place).length === 0);
  if (placed.length > 0) return placed.length > 1 ? [twice('both deals were moved')] : [];
  return differences(seen.deals[0] as Place, ending.deal).map(wrong);
}

function activityFaults(told: Told, { activities }: Seen, { step }: Ending): Fault[] {
  const isWelcomed = step === 'accepted' && told.attachedTo === undefined;
  return [
    ...counted('task to call first', activities.call, told.called ? 1 : 0),
    ...(told.byHand === 'moved' && activities.welcome < 2
      ? []
      : counted('task of the welcome call', activities.welcome, isWelcomed ? 1 : 0)),
    ...(activities.other > 0 ? [wrong(`${activities.other} activities nobody asked for`)] : []),
  ];
}

/** What was taken back, or over, before anybody could tell may never have been told. */
function slackFaults(told: Told, { messages, threads }: Seen, ending: Ending): Fault[] {
  if (told.story === 'documented') return counted('message in Slack', messages, 0);
  if (told.byHand === 'taken' || told.merged)
    return atMost('message in Slack', messages, told.merged ? 2 : 1);
  const { acceptance, refusal } = ending.decisions;
  const toldTimes = (what: string, found: number, wanted: number) =>
    ending.decisions.undone > 0 ? atMost(what, found, wanted) : counted(what, found, wanted);
  return [
    ...counted('message in Slack', messages, 1),
    ...toldTimes('acceptance told in the thread', threads.acceptance, acceptance),
    ...toldTimes('refusal told in the thread', threads.refusal, refusal),
  ];
}

function deskFaults(told: Told, seen: Seen, { step }: Ending): Fault[] {
  if (told.conversationId === undefined) return [];
  return [
    ...counted('draft in Help Scout', seen.drafts, 1),
    ...counted('note on the conversation', seen.conversationNotes, step === 'accepted' ? 1 : 0),
    ...(seen.isTagged ? [] : [{ kind: 'lost' as const, what: 'the tag of the conversation' }]),
  ];
}

function counted(what: string, found: number, wanted: number): Fault[] {
  if (found < wanted) return [{ kind: 'lost', what: `${what}: ${found}, not ${wanted}` }];
  return atMost(what, found, wanted);
}

function atMost(what: string, found: number, most: number): Fault[] {
  if (found <= most) return [];
  // What must not be there at all is wrong; what is there too often was done again.
  return [most === 0 ? wrong(`${what}: ${found}, not 0`) : twice(`${what}: ${found}, not ${most}`)];
}

function is(what: string, found: unknown, wanted: unknown): Fault[] {
  return found === wanted ? [] : [wrong(`${what} is ${String(found)}, not ${String(wanted)}`)];
}

function differences(found: Place, wanted: Place): string[] {
  return (Object.keys(wanted) as (keyof Place)[])
    .filter((key) => found[key] !== wanted[key])
    .map((key) => `${key} of the deal is ${found[key]}, not ${wanted[key]}`);
}

function wrong(what: string): Fault {
  return { kind: 'wrong', what };
}

function twice(what: string): Fault {
  return { kind: 'twice', what };
}
