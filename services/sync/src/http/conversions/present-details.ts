import type { ConversionDetails, UseCaseView } from '#core/contract/conversion-view.ts';
import type { EffectView, JournalLine } from '#core/contract/request-view.ts';
import type { ConversionAskType } from '#core/conversion-events.ts';
import { actorText } from '#core/model/staff-member.ts';
import { surfaceText } from '#core/processes/account-request/texts.ts';
import { conversionEffectText } from '#core/processes/customer-conversion/effect-texts.ts';
import { conversionJournalText } from '#core/processes/customer-conversion/journal-texts.ts';
import { allowedAsks } from '#core/processes/customer-conversion/next-step.ts';
import { type Conversion, readConversion } from '#core/processes/customer-conversion/state.ts';
import { askText, stepText } from '#core/processes/customer-conversion/texts.ts';
import type { EffectRow } from '../../store/effects.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { JournalEntry } from '../../store/journal.ts';
import { presentEffect, type Reader } from '../present-request.ts';
import { presentConversion } from './present-conversion.ts';
import { presentFollowUp } from './present-follow-up.ts';
import { presentNextStep } from './present-next-step.ts';
import { presentPromise } from './present-promise.ts';

/** What is read beside a conversion for its story. */
export interface ConversionStory {
  effects: readonly EffectRow[];
  journal: readonly JournalEntry[];
  /** Whether the reader may see the account request it came from. */
  isRequestSeen: boolean;
}

/** A conversion with its story. */
export function presentConversionDetails(
  row: InstanceRow,
  { effects, journal, isRequestSeen }: ConversionStory,
  reader: Reader,
): ConversionDetails {
  const state = readConversion(row.state, row.version);
  const { presentation, promises, useCases, memberships } = state;
  const undo = undoOf(state, reader);
  return {
    ...presentConversion(row, reader),
    requestId: isRequestSeen ? state.requestId : null,
    presentation: presentation && { on: presentation.on, isHeld: presentation.heldAt !== null },
    procedure: state.procedure,
    promises: promises.map((promise) => presentPromise(promise, reader)),
    useCaseList: useCases.map(presentUseCase),
    followUps: memberships.map((membership) => presentFollowUp(membership, reader)),
    nextStep: presentNextStep(state, reader),
    allowed: allowedAsks(state).filter((type: ConversionAskType) => type !== 'undo-step' || undo !== null),
    undo,
    effects: shownEffects(state, effects).map((effect) => presentOne(effect, reader)),
    journal: journal.flatMap((entry) => presentLine(entry, reader)),
  };
}

function presentUseCase({ addedAt: _addedAt, ...shown }: Conversion['useCases'][number]): UseCaseView {
  return shown;
}

function undoOf({ undo }: Conversion, { language, now }: Reader): ConversionDetails['undo'] {
  if (!undo || undo.until <= now.toISOString()) return null;
  return { text: askText(undo.ask as ConversionAskType, language), until: undo.until };
}

/** The effects of the last decision, unless it was taken back, and whatever else is to come or has trouble. */
function shownEffects({ decisionCount }: Conversion, effects: readonly EffectRow[]): EffectRow[] {
  const isLast = ({ decision }: EffectRow) => decision > 0 && decision === decisionCount;
  return effects.filter(
    (effect) => effect.state !== 'cancelled' && (isLast(effect) || effect.state !== 'done'),
  );
}

function presentOne(row: EffectRow, { company, language }: Reader): EffectView {
  const shown = presentEffect(row, language);
  return { ...shown, label: conversionEffectText(row.effect, company, language) ?? shown.label };
}

/** One line of the story in the reader's words; none where there is nothing to read. */
function presentLine(
  { event, reason, outcome, at, stepBefore, stepAfter }: JournalEntry,
  { language }: Reader,
): JournalLine[] {
  const told = conversionJournalText(event, reason, language);
  if (!told) return [];
  const by = 'by' in event ? event.by : null;
  const moved = stepBefore !== null && stepBefore !== stepAfter && outcome === 'advanced';
  const text = moved ? `${told.text} → ${stepText(stepAfter as Conversion['step'], language)}` : told.text;
  return [
    {
      ...{ at: at.toISOString(), text, detail: told.detail, outcome },
      by: by && actorText(by, language),
      from: by ? surfaceText(by.surface, language) : null,
    },
  ];
}
