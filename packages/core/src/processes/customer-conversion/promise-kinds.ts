import type { ConversionAskType } from '../../conversion-events.ts';
import type { ConversionStep, PromiseKind } from '../../model/conversion.ts';
import type { ConversionSettings } from '../../settings-conversion.ts';
import { running, withAccount } from './definition.ts';

/** What keeps a promise of a kind, and where it still means something. */
interface PromiseLife {
  /** Steps outside of which it is moot. */
  in: readonly ConversionStep[];
  keptBy: readonly ConversionAskType[];
  /** An activity of this kind that somebody did keeps it, also where it is not its own. */
  keptByActivity: 'call' | 'meeting' | null;
  /** The kind of its activity; null for a task, which bears its own. */
  activity: keyof ConversionSettings['activities'] | null;
}

export const promiseKinds: Record<PromiseKind, PromiseLife> = {
  presentation: {
    in: ['identified', 'contacted'],
    keptBy: ['record-presentation'],
    keptByActivity: null,
    activity: 'meeting',
  },
  'welcome-call': {
    in: ['account-created'],
    keptBy: ['welcome-client'],
    keptByActivity: 'call',
    activity: 'call',
  },
  activation: {
    in: withAccount,
    keptBy: [],
    keptByActivity: null,
    activity: 'task',
  },
  'use-cases': {
    in: ['account-created', 'collecting'],
    keptBy: ['validate-use-cases', 'choose-path'],
    keptByActivity: null,
    activity: 'call',
  },
  'demo-meeting': {
    in: ['collecting', 'validated', 'testing'],
    keptBy: [],
    keptByActivity: 'meeting',
    activity: 'meeting',
  },
  'debrief-call': {
    in: ['validated', 'testing', 'planned'],
    keptBy: [],
    keptByActivity: 'call',
    activity: 'call',
  },
  tests: { in: ['testing'], keptBy: ['record-tests'], keptByActivity: null, activity: 'task' },
  'tests-call': { in: ['testing'], keptBy: ['record-tests'], keptByActivity: 'call', activity: 'call' },
  'go-live': {
    in: ['testing', 'planned'],
    keptBy: ['record-go-live'],
    keptByActivity: null,
    activity: 'task',
  },
  task: { in: running, keptBy: [], keptByActivity: null, activity: null },
};
