import type { Company } from '#core/company.ts';
import type { EffectKind, EffectOf, EffectResult } from '#core/effects.ts';
import type { Vendor } from '../connectors/errors.ts';
import type { HandoverNote } from '../store/handover-note.ts';
import type { InstanceRow } from '../store/instances.ts';

/** What a handler knows besides its payload. */
export interface HandlerContext {
  company: Company;
  /** The instance as it was when the effect began. */
  instance: InstanceRow;
  effectId: string;
  /** There was an earlier try, which may have been carried out: look before repeating. */
  repeated: boolean;
  /** An earlier try may have written outside: its answer never came. */
  unclear: boolean;
  /** Its decision was taken in shadow mode: what it would write is recorded instead. */
  shadow: boolean;
  /** The earlier try got as far as handing over, see `writeHandoverNote`. */
  handedOver: boolean;
  /** Writes that something cannot be taken back any more; the note holds from its commit on. */
  writeHandoverNote(): Promise<HandoverNote>;
}

/** Carries one kind of effect out, safe to repeat. Throws OutsideError; anything else is our bug. */
export interface Handler<Kind extends EffectKind> {
  vendor: Vendor;
  run(effect: EffectOf<Kind>, context: HandlerContext): Promise<EffectResult<Kind>>;
}

/** A handler for every kind: leaving one out does not compile. */
export type EffectHandlers = { [Kind in EffectKind]: Handler<Kind> };
