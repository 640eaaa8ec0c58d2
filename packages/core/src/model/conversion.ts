import * as z from 'zod';
import { AdminAccountState } from './admin-account.ts';

/**
 * Positions of a customer on the way from suspect to production (product.md section 4), in their order; `ended` stands
 * beside them.
 */
export const ConversionStep = z.enum([
  'identified',
  'contacted',
  'presented',
  'documented',
  'account-created',
  'collecting',
  'validated',
  'testing',
  'planned',
  'live',
  'ended',
]);
export type ConversionStep = z.infer<typeof ConversionStep>;

/** Steps of somebody who has no account yet. */
export const suspectSteps: readonly ConversionStep[] = ['identified', 'contacted', 'presented', 'documented'];

/** How a client goes on after the use cases (DS-38 to DS-46). */
export const ConversionPath = z.enum(['autonomous', 'existing-procedure', 'new-procedure']);
export type ConversionPath = z.infer<typeof ConversionPath>;

/** How far a use is (a use case found is not yet a use). */
export const UseCaseState = z.enum(['found', 'validated', 'built', 'tested', 'live']);
export type UseCaseState = z.infer<typeof UseCaseState>;

/** By which way people were in touch. */
export const Channel = z.enum(['mail', 'mailing', 'call', 'meeting', 'event', 'help-desk', 'form']);
export type Channel = z.infer<typeof Channel>;

/** What was announced, or is to be done by a day. */
export const PromiseKind = z.enum([
  /** The presentation that was booked. */
  'presentation',
  /** First contact after the account (DS-30). */
  'welcome-call',
  /** Help for somebody whose link to activate the account has expired. */
  'activation',
  /** The answer about the use cases that was announced (DS-34). */
  'use-cases',
  /** The demonstration with the administration that owns the procedure (DS-40). */
  'demo-meeting',
  /** A call where building the form is hard (DS-44). */
  'debrief-call',
  /** The answer about the tests that was announced (DS-38, DS-42, DS-46). */
  'tests',
  /** Our own call about the tests (DS-47). */
  'tests-call',
  /** The planned go-live (DS-48). */
  'go-live',
  /** A task of a follow-up. */
  'task',
]);
export type PromiseKind = z.infer<typeof PromiseKind>;

/** The administrator account, as far as a conversion cares. */
export const ConversionAccount = z.object({
  id: z.string(),
  state: AdminAccountState,
  email: z.string(),
  /** Instants and counts the directory tells; null: it does not. */
  lastSignInAt: z.string().nullable(),
  usesCount: z.number().int().nullable(),
});
export type ConversionAccount = z.infer<typeof ConversionAccount>;
