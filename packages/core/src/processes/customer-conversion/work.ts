import type { Company } from '../../company.ts';
import type { Effect } from '../../effects.ts';
import { dayOf, type Instant, plusSeconds } from '../../kernel/instant.ts';
import type { Reason } from '../../kernel/outcome.ts';
import { advance, type Decision, type NewEffect, type NewTimer } from '../../kernel/process.ts';
import type { SendWindow } from '../../kernel/send-window.ts';
import type { Conversion } from './state.ts';

/** What a conversion is decided with. */
export interface ConversionContext {
  now: Instant;
  company: Company;
}

/** A conversion with what is to be done for it. */
export interface Work {
  state: Conversion;
  effects: NewEffect<Effect>[];
  timers: NewTimer[];
  cancel: { decision: number; all: boolean } | null;
  /** The decision whose effects, taken back before, make sense again. */
  restore: number | null;
  /** The decision whose effects are held and can be taken back; null: what is done now is done of itself. */
  held: { decision: number; dueAt: Instant } | null;
}

export function workOn(state: Conversion): Work {
  return { state, effects: [], timers: [], cancel: null, restore: null, held: null };
}

/** The same work with a part of its state changed. */
export function change(work: Work, changed: Partial<Conversion>): Work {
  return { ...work, state: { ...work.state, ...changed } };
}

/** One more thing to do: with those of the person's decision, or by itself. */
export function withEffect(work: Work, effect: Effect, { now }: ConversionContext): Work {
  const effectCount = work.state.effectCount + 1;
  const { decision, dueAt } = work.held ?? { decision: 0, dueAt: now };
  const added = { effect, decision, key: `${effect.kind}-${effectCount}`, dueAt };
  return change({ ...work, effects: [...work.effects, added] }, { effectCount });
}

/** Starts a timer, in place of one of the same name. */
export function withTimer(work: Work, name: string, dueAt: Instant): Work {
  return { ...work, timers: [...work.timers.filter((timer) => timer.name !== name), { name, dueAt }] };
}

/** A group of effects of its own: they run in their order, and one that failed holds the later ones. */
export function decided(work: Work, { now }: ConversionContext, heldSeconds = 0): Work {
  const decision = work.state.decisionCount + 1;
  const dueAt = heldSeconds > 0 ? plusSeconds(now, heldSeconds) : now;
  return change({ ...work, held: { decision, dueAt } }, { decisionCount: decision });
}

export function finished(work: Work, reason: Reason | null): Decision<Conversion, Effect> {
  const { state, effects, timers, cancel, restore } = work;
  return advance(state, { effects, startTimers: timers, cancel, restore, reason });
}

/** The day it is in the company's time zone. */
export function todayOf({ now, company }: ConversionContext): string {
  return dayOf(now, company.settings.timeZone);
}

/** When mails to clients may leave. */
export function windowOf({ settings }: Company): SendWindow {
  const { timeZone, workingDays, holidays, conversion } = settings;
  return { timeZone, workingDays, holidays, from: conversion.sendFrom, until: conversion.sendUntil };
}
