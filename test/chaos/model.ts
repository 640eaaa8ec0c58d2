import type { Act, Decider, Told } from './told.ts';

/**
 * What must be true in the end, worked out from what people did and were answered, by the product's promises
 * (sections 3 and 6 of the product page) and never by its rules.
 */
export interface Ending {
  step: string;
  /** Who decided last; null when nothing was carried out. */
  decider: Decider | null;
  accounts: number;
  /** How many mails of each kind. */
  mails: { welcome: number; refusal: number; evidence: number; documentation: number };
  /** Null: left as it was. */
  personOwner: number | null;
  /** Where the deal stands; null: it is gone. */
  deal: Place | null;
  /** How often the journal says that a decision was taken, undone ones included. */
  decisions: { acceptance: number; refusal: number; undone: number };
}

export interface Place {
  pipeline_id: number;
  stage_id: number;
  status: string;
  owner_id: number;
}

const formRobot = 12;
const asked: Place = { pipeline_id: 1, stage_id: 1, status: 'open', owner_id: formRobot };
const acceptedAt = (owner_id: number): Place => ({ pipeline_id: 2, stage_id: 5, status: 'open', owner_id });
const refusedAt = (owner_id: number): Place => ({ pipeline_id: 3, stage_id: 6, status: 'lost', owner_id });
const sales = 21;
const colleague = 22;

/** @param told what people did in a run, and what they were answered */
export function endingOf(told: Told): Ending {
  const advanced = told.acts.filter(({ outcome }) => outcome === 'advanced');
  if (told.story === 'documented') return documented(advanced);
  const { carriedOut, current } = decided(advanced);
  const count = (what: Act['what'], among = advanced) => among.filter((act) => act.what === what).length;
  const ending: Ending = {
    step: stepOf(current),
    decider: current?.by ?? null,
    accounts: count('accept', carriedOut) > 0 ? 1 : 0,
    mails: {
      welcome: count('accept', carriedOut),
      refusal: count('refuse', carriedOut),
      evidence: count('ask'),
      documentation: 0,
    },
    personOwner: current?.by ?? null,
    deal: placeOf(current),
    decisions: { acceptance: count('accept'), refusal: count('refuse'), undone: count('undo') },
  };
  return changedByHand(ending, told);
}

/** A decision that was taken back was never carried out; one that was reconsidered was. */
function decided(acts: readonly Act[]): { carriedOut: Act[]; current: Act | null } {
  const carriedOut: Act[] = [];
  let current: Act | null = null;
  for (const act of acts) {
    if (act.what === 'accept' || act.what === 'refuse') {
      carriedOut.push(act);
      current = act;
    }
    if (act.what === 'undo') {
      carriedOut.pop();
      current = null;
    }
  }
  return { carriedOut, current };
}

function stepOf(current: Act | null): string {
  if (current === null) return 'pending';
  return current.what === 'accept' ? 'accepted' : 'refused';
}

function placeOf(current: Act | null): Place {
  if (current === null) return asked;
  return current.what === 'accept' ? acceptedAt(current.by) : refusedAt(current.by);
}

function changedByHand(ending: Ending, told: Told): Ending {
  if (told.attachedTo !== undefined && ending.step === 'accepted') return { ...ending, deal: null };
  if (told.byHand === 'taken') return { ...ending, step: 'withdrawn', personOwner: colleague };
  if (told.byHand === 'moved' && ending.deal)
    return { ...ending, deal: { ...ending.deal, pipeline_id: 4, stage_id: 7 } };
  return ending;
}

function documented(advanced: readonly Act[]): Ending {
  const isSent = advanced.some(({ what }) => what === 'document');
  return {
    step: isSent ? 'documented' : 'identified',
    decider: null,
    accounts: 0,
    mails: { welcome: 0, refusal: 0, evidence: 0, documentation: isSent ? 1 : 0 },
    personOwner: sales,
    deal: { pipeline_id: 2, stage_id: isSent ? 4 : 3, status: 'open', owner_id: sales },
    decisions: { acceptance: 0, refusal: 0, undone: 0 },
  };
}
