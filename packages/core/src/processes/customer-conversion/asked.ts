import type { Reason } from '../../kernel/outcome.ts';
import type { Actor } from '../../model/staff-member.ts';
import type { ConversionContext, Work } from './work.ts';

/** What a person asked for cannot be done, and why. */
export interface Refusal {
  refused: Reason;
}

export function refusal(refused: Reason): Refusal {
  return { refused };
}

/** Who asks, and what it is decided with. */
export interface Asking extends ConversionContext {
  by: Actor;
}

/** What came of it. */
export type Asked = Work | Refusal;

export function isRefusal(asked: Asked): asked is Refusal {
  return 'refused' in asked;
}
