import type { Event } from '#core/events.ts';
import type { AccountRequest, Step } from '#core/processes/account-request/state.ts';
import {
  aCompany,
  acceptance,
  aDeal,
  aPerson,
  confirmation,
  evidenceRecorded,
  evidenceRequest,
  lookedUp,
  observed,
  reconsideration,
  refusal,
  sales,
  timer,
  undoing,
  withdrawal,
} from './account-request-samples.ts';
import { effectSamples } from './effect-samples.ts';
import { type Given, given } from './given-when-then.ts';

/** Decisions of this company are held for ten seconds, so that they can be taken back. */
export const holding = { company: aCompany({ undoSeconds: 10 }) };

export const withoutAddress = observed({ person: aPerson({ emails: [] }) });
const taken = observed({ person: aPerson({ ownerId: sales }) });
const deleted = observed({ person: null });
const account = { id: 'account-1', state: 'active', email: 'camille@mairie.example.org' } as const;
const begin = (...events: [Event, ...Event[]]): Given => given(events, holding);

/** Requests in every step, by the ways that lead there. */
export const requestsIn: Record<Step, Given[]> = {
  incomplete: [begin(withoutAddress)],
  pending: [begin(observed()), begin(observed(), refusal()).andAllDone().and(reconsideration)],
  'awaiting-evidence': [begin(observed(), evidenceRequest())],
  accepting: [
    begin(observed(), acceptance()),
    begin(observed(), evidenceRequest(), acceptance()),
    begin(observed(), lookedUp(account), acceptance()),
    lastEffectLeft(begin(observed(), acceptance())),
  ],
  accepted: [begin(observed(), acceptance()).andAllDone()],
  refusing: [
    begin(observed(), refusal()),
    begin(withoutAddress, refusal()),
    begin(observed(), evidenceRequest(), refusal()),
    begin(observed(), lookedUp(account), refusal()),
    lastEffectLeft(begin(observed(), refusal())),
  ],
  refused: [begin(observed(), refusal()).andAllDone()],
  withdrawn: [begin(observed(), taken), begin(observed(), deleted), begin(observed(), lookedUp(account))],
};

/** Both decisions need a second decider here. */
export const fourEyes = { company: aCompany({ undoSeconds: 10, fourEyes: { accept: true, refuse: true } }) };
const propose = (...events: [Event, ...Event[]]): Given => given(events, fourEyes);

/** Requests with a decision of sales that waits for the second decider, in every step that can have one. */
export const proposedIn: Given[] = [
  propose(withoutAddress, refusal()),
  ...[acceptance(), refusal()].flatMap((decision) => [
    propose(observed(), decision),
    propose(observed(), evidenceRequest(), decision),
    propose(observed(), lookedUp(account), decision),
  ]),
];

/** Every event that may come, in the forms that make a difference. */
export const anyEvent: Event[] = [
  observed(),
  withoutAddress,
  taken,
  deleted,
  observed({ deals: [aDeal({ id: 95 }), aDeal({ status: 'lost' })] }),
  observed({ person: aPerson({ emails: [] }), deals: [aDeal({ id: 95 })] }),
  {
    type: 'submission-joined',
    joined: { personId: 71, personName: 'C. Exemple', at: '2026-11-22T09:00:00Z' },
  },
  acceptance(),
  refusal(),
  evidenceRequest(),
  evidenceRecorded,
  reconsideration,
  undoing,
  confirmation(),
  withdrawal(),
  lookedUp(account),
  lookedUp(null),
  timer('evidence-reminder'),
  timer('evidence-expiry'),
  { type: 'requester-replied', conversationId: 55, at: '2026-11-22T12:00:00Z', documents: [] },
];

/** The end of the effects that are still outstanding, one by one, and the failure of the first. */
export function effectEvents({ decision }: AccountRequest): Event[] {
  const [first] = decision?.outstanding ?? [];
  if (!decision || first === undefined) return [];
  const kind = first.replace(/-\d+$/, '') as keyof typeof effectSamples;
  const base = { effectId: 'e', kind, decision: decision.number };
  const problem = {
    word: 'rejected',
    title: { fr: 'Non', en: 'No' },
    detail: { fr: 'Non', en: 'No' },
  } as const;
  return [
    { type: 'effect-done', ...base, result: effectSamples[kind].result } as Event,
    { type: 'effect-failed', ...base, problem },
  ];
}

function lastEffectLeft(scene: Given): Given {
  const left = scene.state.decision?.outstanding.length ?? 0;
  if (left <= 1) return scene;
  const [done] = effectEvents(scene.state);
  return done ? lastEffectLeft(scene.and(done)) : scene;
}
