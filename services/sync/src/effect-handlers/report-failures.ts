import type { EffectKind } from '#core/effects.ts';
import type { EffectHandlers, Handler } from './handler.ts';

/** Told of every call that failed, and for which company; must not throw. */
export type FailureListener = (companyId: string, error: unknown) => void;

/** The same handlers; what they throw is reported before it is thrown on. */
export function reportFailures(handlers: EffectHandlers, report: FailureListener): EffectHandlers {
  const kinds = Object.keys(handlers) as EffectKind[];
  const entries = kinds.map((kind) => [kind, reporting(handlers, kind, report)] as const);
  return Object.fromEntries(entries) as unknown as EffectHandlers;
}

function reporting<Kind extends EffectKind>(
  handlers: EffectHandlers,
  kind: Kind,
  report: FailureListener,
): Handler<Kind> {
  const { vendor, run }: Handler<Kind> = handlers[kind];
  return {
    vendor,
    run: async (effect, context) => {
      try {
        return await run(effect, context);
      } catch (error) {
        report(context.company.id, error);
        throw error;
      }
    },
  };
}
