import { type EffectKind, effectResults } from '#core/effects.ts';
import type { EffectHandlers, Handler } from './handler.ts';

/** The handlers of many companies, by company. */
export interface HandlersByCompany {
  of(companyId: string): EffectHandlers;
  /** Any company there is: which vendor a kind reaches is the same for all. */
  anyCompany(): string;
}

/** The handlers of many companies as one set: each effect goes to those of its own company. */
export function perCompany(handlers: HandlersByCompany): EffectHandlers {
  const kinds = Object.keys(effectResults) as EffectKind[];
  const entries = kinds.map((kind) => [kind, ofCompany(handlers, kind)] as const);
  return Object.fromEntries(entries) as unknown as EffectHandlers;
}

function ofCompany<Kind extends EffectKind>(
  { of, anyCompany }: HandlersByCompany,
  kind: Kind,
): Handler<Kind> {
  return {
    get vendor() {
      return of(anyCompany())[kind].vendor;
    },
    run: (effect, context) => {
      const handler: Handler<Kind> = of(context.company.id)[kind];
      return handler.run(effect, context);
    },
  };
}
