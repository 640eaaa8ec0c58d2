import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';
import { endingOf } from './model.ts';
import type { Seen } from './seen.ts';
import type { Told } from './told.ts';

const told: Told = {
  run: 'r1',
  story: 'accepted',
  email: 'r1@s1.mairie.example.org',
  personId: 7,
  dealId: 8,
  requestId: 'b0a4d1f0-0000-4000-8000-000000000001',
  acts: [{ what: 'accept', by: 21, outcome: 'advanced' }],
};

const place = { pipeline_id: 2, stage_id: 5, status: 'open', owner_id: 21 };
const seen: Seen = {
  step: 'accepted',
  accounts: 1,
  mails: { welcome: 1, refusal: 0, evidence: 0, documentation: 0 },
  mailsInDoubt: 0,
  otherMails: [],
  personOwner: 21,
  deals: [place],
  participants: 0,
  keptNotes: 0,
  activities: { call: 0, welcome: 1, other: 0 },
  messages: 1,
  threads: { acceptance: 1, refusal: 0 },
  drafts: 0,
  conversationNotes: 0,
  isTagged: false,
  decisions: { acceptance: 1, refusal: 0, undone: 0 },
};

describe('the model', () => {
  it('finds nothing where everything is there once', () => {
    expect(judge(told, seen)).toEqual([]);
  });

  const planted: [string, Partial<Seen>, string][] = [
    ['a missing account', { accounts: 0 }, 'lost'],
    ['a second account', { accounts: 2 }, 'twice'],
    ['a missing mail', { mails: { ...seen.mails, welcome: 0 } }, 'lost'],
    ['a second mail', { mails: { ...seen.mails, welcome: 2 } }, 'twice'],
    ['a mail that refuses', { mails: { ...seen.mails, refusal: 1 } }, 'wrong'],
    ['a mail nobody asked for', { otherMails: ['Bonjour'] }, 'wrong'],
    ['a deal that was not moved', { deals: [{ ...place, stage_id: 1 }] }, 'wrong'],
    ['a second deal', { deals: [place, place] }, 'twice'],
    ['no deal', { deals: [] }, 'lost'],
    ['another owner', { personOwner: 12 }, 'wrong'],
    ['a second task', { activities: { call: 0, welcome: 2, other: 0 } }, 'twice'],
    ['a missing task', { activities: { call: 0, welcome: 0, other: 0 } }, 'lost'],
    ['a second message in Slack', { messages: 2 }, 'twice'],
    ['a thread that tells nothing', { threads: { acceptance: 0, refusal: 0 } }, 'lost'],
    ['a thread that tells it twice', { threads: { acceptance: 2, refusal: 0 } }, 'twice'],
    ['a step that was not reached', { step: 'accepting' }, 'wrong'],
    ['a journal that tells it twice', { decisions: { acceptance: 2, refusal: 0, undone: 0 } }, 'twice'],
  ];
  it.each(planted)('sees %s', (_what, changes, kind) => {
    expect(judge(told, { ...seen, ...changes }).map((finding) => finding.kind)).toEqual([kind]);
  });

  it('excuses a missing mail that the journal tells staff of, never a second one', () => {
    const without = { ...seen, mails: { ...seen.mails, welcome: 0 } };
    expect(judge(told, { ...without, mailsInDoubt: 1 })).toEqual([]);
    const again = { ...seen, mails: { ...seen.mails, welcome: 2 }, mailsInDoubt: 1 };
    expect(judge(told, again)).toMatchObject([{ kind: 'twice' }]);
  });

  it('sees a draft and a note that are there twice', () => {
    const answered = { ...told, conversationId: 5 };
    const well = { ...seen, drafts: 1, conversationNotes: 1, isTagged: true };
    expect(judge(answered, well)).toEqual([]);
    expect(judge(answered, { ...well, drafts: 2 })).toMatchObject([{ kind: 'twice' }]);
    expect(judge(answered, { ...well, conversationNotes: 0 })).toMatchObject([{ kind: 'lost' }]);
    expect(judge(answered, { ...well, isTagged: false })).toMatchObject([{ kind: 'lost' }]);
  });

  it('holds that what was taken back was never done, and that what was refused to anybody changed nothing', () => {
    const accept = { what: 'accept', by: 21, outcome: 'advanced' } as const;
    const undo = { what: 'undo', by: 22, outcome: 'advanced' } as const;
    const refuse = { what: 'refuse', by: 22, outcome: 'advanced' } as const;
    const ending = (...acts: Told['acts']) => endingOf({ ...told, acts });
    expect(ending(accept, undo)).toMatchObject({ step: 'pending', accounts: 0, personOwner: null });
    expect(ending(accept, { ...undo, outcome: 'refused' })).toMatchObject({ step: 'accepted', accounts: 1 });
    expect(ending(accept, undo, refuse)).toMatchObject({
      step: 'refused',
      mails: { welcome: 0, refusal: 1 },
    });
    expect(ending(refuse, { ...accept, outcome: 'refused' })).toMatchObject({ step: 'refused', accounts: 0 });
    const again = { ...accept, by: 22 } as const;
    expect(ending(refuse, again)).toMatchObject({ step: 'accepted', mails: { welcome: 1, refusal: 1 } });
  });

  it('holds that the CRM is right about what people move by hand', () => {
    const moved = { ...told, byHand: 'moved' as const };
    expect(endingOf(moved).deal).toMatchObject({ pipeline_id: 4, stage_id: 7 });
    expect(judge(moved, seen).map(({ kind }) => kind)).toEqual(['wrong', 'wrong']);
    const taken = { ...told, byHand: 'taken' as const, acts: [] };
    expect(endingOf(taken)).toMatchObject({ step: 'withdrawn', personOwner: 22, accounts: 0 });
  });
});
