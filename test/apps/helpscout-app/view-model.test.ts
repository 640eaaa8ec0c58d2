import { describe, expect, it } from 'vitest';
import type { ConversationView } from '#core/contract/conversation-view.ts';
import {
  acceptChoices,
  acceptDraft,
  dealNumber,
} from '../../../apps/helpscout-app/src/surfaces/conversation-sidebar/view/accept-choices.ts';
import {
  addressesOf,
  chosenMatch,
  clockState,
  conversationUrl,
  delayMs,
  hasProgress,
  justPlaced,
  mayLink,
  mayOpenRequest,
  mayRecordEvidence,
  newest,
  repliesInOrder,
  showsVerdict,
  undoLeftMs,
  withReply,
} from '../../../apps/helpscout-app/src/surfaces/conversation-sidebar/view-model.ts';
import { sampleChoices, sampleEffect, sampleRequest } from '../pipedrive-extension/request-samples.ts';
import { sampleConversation, sampleMatch } from './view-samples.ts';

const placed = (state: ConversationView['placed'][number]['state']) =>
  sampleConversation({ placed: [{ id: 'p', name: 'Demande', by: 'Accueil', at: '', state, problem: null }] });

describe('what arrives', () => {
  const at = (revision: number) => sampleConversation({ matches: [sampleMatch({ revision })] });
  const revisionOf = (view: ConversationView) => view.matches[0]?.request.revision;

  it('never takes a request back to an older revision', () => {
    expect(revisionOf(newest(at(7), at(6)))).toBe(7);
    expect(revisionOf(newest(at(7), at(8)))).toBe(8);
    expect(newest(at(7), sampleConversation({ matches: [] })).matches).toEqual([]);
  });

  it('replaces another conversation whole', () => {
    expect(revisionOf(newest(at(7), { ...at(6), conversationId: 9 }))).toBe(6);
  });

  it('takes the request or the conversation of a command’s answer in', () => {
    const advanced = { outcome: 'advanced', reason: null } as const;
    const request = sampleMatch({ revision: 9, step: 'accepting' }).request;
    expect(revisionOf(withReply(at(7), { ...advanced, view: request }))).toBe(9);
    expect(revisionOf(withReply(at(10), { ...advanced, view: request }))).toBe(10);
    expect(withReply(at(7), { ...advanced, view: { ...request, id: 'other' } })).toEqual(at(7));
    expect(revisionOf(withReply(at(7), { ...advanced, view: at(8) }))).toBe(8);
    expect(withReply(at(7), { ...advanced, requestId: null, submissionId: 's' })).toEqual(at(7));
  });
});

describe('how often to ask', () => {
  it.each([
    ['an effect runs', sampleConversation({ effects: [sampleEffect({ state: 'running' })] })],
    [
      'a request’s effect waits',
      sampleConversation({ matches: [sampleMatch({ effects: [sampleEffect()] })] }),
    ],
    ['a decision is carried out', sampleConversation({ matches: [sampleMatch({ step: 'refusing' })] })],
    ['a draft is placed', placed('placing')],
  ])('is often while %s', (_what, view) => expect(delayMs(view, false)).toBe(1_500));

  it('is every 15 s otherwise, and often after a press', () => {
    const failing = sampleConversation({ effects: [sampleEffect({ state: 'retrying' })] });
    expect([null, sampleConversation(), failing].map((view) => delayMs(view, false))).toEqual([
      15_000, 15_000, 15_000,
    ]);
    expect(delayMs(sampleConversation(), true)).toBe(1_500);
  });
});

describe('of several that match', () => {
  const [one, two] = [
    sampleMatch({ id: 'one' }, { isLinked: false }),
    sampleMatch({ id: 'two' }, { isLinked: false }),
  ];

  it('none is guessed', () => {
    expect(chosenMatch([one, two], null)).toBeNull();
    expect(chosenMatch([one, two], 'two')).toBe(two);
    expect(chosenMatch([one], null)).toBe(one);
    expect(chosenMatch([], 'one')).toBeNull();
  });

  it('the linked one is shown, unless another is chosen or two are linked', () => {
    const linked = { ...two, isLinked: true };
    expect(chosenMatch([one, linked], null)).toBe(linked);
    expect(chosenMatch([one, linked], 'one')).toBe(one);
    expect(chosenMatch([{ ...one, isLinked: true }, linked], null)).toBeNull();
  });

  it('a person may link one that is not', () => {
    const linked = { ...two, isLinked: true };
    expect(mayLink({ matches: [one, two], isAboutAccounts: true }, one)).toBe(true);
    expect(mayLink({ matches: [one, linked], isAboutAccounts: true }, linked)).toBe(false);
  });

  it('a person may link the only one where nothing tells what the conversation is about', () => {
    const linked = { ...one, isLinked: true };
    expect(mayLink({ matches: [one], isAboutAccounts: true }, one)).toBe(false);
    expect(mayLink({ matches: [one], isAboutAccounts: false }, one)).toBe(true);
    expect(mayLink({ matches: [linked], isAboutAccounts: false }, linked)).toBe(false);
  });
});

describe('a document may be recorded', () => {
  const file = { id: 1, name: 'arrêté.pdf', size: 9, at: '2026-11-22T12:00:00Z', problem: null };
  const pending = sampleRequest({ step: 'pending', allowedCommands: ['ask-for-evidence'] });

  it('where one is awaited, with a file or without', () => {
    const awaiting = sampleRequest({ step: 'awaiting-evidence', allowedCommands: ['record-evidence'] });
    expect(mayRecordEvidence(awaiting, [])).toBe(true);
  });

  it('before that, where the conversation has a file that can be taken', () => {
    expect(mayRecordEvidence(pending, [{ ...file, problem: 'Ce fichier est vide.' }, file])).toBe(true);
    expect(mayRecordEvidence(pending, [{ ...file, problem: 'Ce fichier est vide.' }])).toBe(false);
    expect(mayRecordEvidence(pending, [])).toBe(false);
  });

  it('by nobody who may not ask for one, and for no decided request', () => {
    expect(mayRecordEvidence({ ...pending, allowedCommands: [] }, [file])).toBe(false);
    expect(mayRecordEvidence({ ...pending, step: 'incomplete' }, [file])).toBe(false);
  });
});

it('offers a new request where nothing is open', () => {
  expect(mayOpenRequest([])).toBe(true);
  expect(mayOpenRequest([sampleMatch({ step: 'refused' }), sampleMatch({ step: 'withdrawn' })])).toBe(true);
  expect(mayOpenRequest([sampleMatch({ step: 'refused' }), sampleMatch()])).toBe(false);
  expect(mayOpenRequest([sampleMatch({ step: 'accepted' })])).toBe(false);
});

it('shows every address once, whatever its capitals', () => {
  const match = sampleMatch({}, { person: { name: 'Accueil', emails: ['Accueil@example.org'] } });
  const customer = { name: '', emails: ['accueil@EXAMPLE.org', 'autre@example.org'] };
  expect(addressesOf(match, customer)).toEqual(['accueil@example.org', 'autre@example.org']);
});

it('counts down what may be undone', () => {
  const request = sampleRequest({ undoUntil: '2026-11-22T14:00:10Z', allowedCommands: ['undo-decision'] });
  const at = Date.parse('2026-11-22T14:00:04Z');
  expect(undoLeftMs(request, at)).toBe(6_000);
  expect(undoLeftMs(request, at + 60_000)).toBe(0);
  expect(undoLeftMs({ ...request, allowedCommands: [] }, at)).toBe(0);
});

it('shows the verdict until the decision, and afterwards where it says something', () => {
  const decided = { step: 'accepted', verdict: 'unknown' } as const;
  expect(showsVerdict(sampleRequest({ verdict: 'unknown' }))).toBe(true);
  expect(showsVerdict(sampleRequest(decided))).toBe(false);
  expect(showsVerdict(sampleRequest({ ...decided, warnings: ['Doublon'] }))).toBe(true);
  expect(showsVerdict(sampleRequest({ ...decided, verdict: 'eligible' }))).toBe(true);
});

it('shows progress where something was decided, proposed or is not done', () => {
  expect(hasProgress(sampleRequest())).toBe(false);
  expect(hasProgress(sampleRequest({ decision: 'Acceptée' }))).toBe(true);
  expect(hasProgress(sampleRequest({ effects: [sampleEffect({ state: 'done' })] }))).toBe(false);
  expect(hasProgress(sampleRequest({ effects: [sampleEffect({ state: 'dead-letter' })] }))).toBe(true);
});

it('knows where the first answer stands, even before the service says that it is late', () => {
  const dueAt = '2026-11-22T14:00:00Z';
  const clock = { waitingSince: null, dueAt, isLate: false, tookMinutes: null };
  const at = Date.parse(dueAt);
  expect(clockState(clock, at - 1)).toEqual({ kind: 'waiting', dueAt });
  expect(clockState(clock, at)).toEqual({ kind: 'late', dueAt });
  expect(clockState({ ...clock, isLate: true }, at - 1).kind).toBe('late');
  expect(clockState({ ...clock, tookMinutes: 0 }, at)).toEqual({ kind: 'answered', minutes: 0 });
  expect(clockState({ ...clock, dueAt: null }, at).kind).toBe('none');
});

it('tells once what became of a reply', () => {
  expect(justPlaced(placed('placing'), placed('draft'))).toEqual([{ name: 'Demande', state: 'draft' }]);
  expect(justPlaced(placed('placing'), placed('failed'))).toEqual([{ name: 'Demande', state: 'failed' }]);
  expect(justPlaced(placed('draft'), placed('draft'))).toEqual([]);
  expect(justPlaced(null, placed('draft'))).toEqual([]);
  expect(justPlaced(placed('placing'), placed('placing'))).toEqual([]);
});

it('puts the proposed reply first, the others by name', () => {
  const reply = (name: string, isProposed = false) => ({
    key: name,
    name,
    preview: '',
    isProposed,
    problem: null,
  });
  const names = repliesInOrder([reply('Zone'), reply('Accès'), reply('Mairie', true)]).map(
    ({ name }) => name,
  );
  expect(names).toEqual(['Mairie', 'Accès', 'Zone']);
});

it('names a conversation’s own address', () => {
  expect(conversationUrl(4201, 321)).toBe('https://secure.helpscout.net/conversation/4201/321/');
  expect(conversationUrl(4201, null)).toBe('https://secure.helpscout.net/conversation/4201/');
});

describe('where an accepted deal goes', () => {
  const attachProposals = [{ dealId: 7, title: 'Mairie', because: 'domain' } as const];

  it('is a target first; attaching is never chosen by itself', () => {
    const values = acceptChoices(sampleChoices, { attachProposals }).map(({ value }) => value);
    expect(values).toEqual(['target:suspect', 'target:client', 'deal:7', 'other']);
    expect(acceptChoices({ targets: [] }, { attachProposals })).toEqual([]);
  });

  it('is named in the command', () => {
    const accept = { type: 'accept-request', requestId: 'r' };
    expect(acceptDraft('r', 'target:suspect', '')).toEqual({ ...accept, target: 'suspect' });
    expect(acceptDraft('r', 'deal:7', '9')).toEqual({ ...accept, attachToDealId: 7 });
    expect(acceptDraft('r', 'other', 'n° 1 042')).toEqual({ ...accept, attachToDealId: 1042 });
    expect(acceptDraft('r', 'other', 'mairie')).toBeNull();
    expect(acceptDraft('r', '', '')).toEqual(accept);
  });

  it.each([
    ['1042', 1042],
    [' # 1 042 ', 1042],
    ['https://example.pipedrive.com/deal/1042?x=1', 1042],
    ['0', null],
    ['-3', null],
    ['12.5', null],
    ['', null],
  ])('reads “%s”', (text, id) => expect(dealNumber(text)).toBe(id));
});
