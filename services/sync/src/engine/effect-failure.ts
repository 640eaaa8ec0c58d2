import { OutsideError, type OutsideFailure } from '../connectors/errors.ts';

/** The failure of an effect; what is no vendor's trouble is our bug. */
export function failureOf(error: unknown): OutsideFailure {
  if (error instanceof OutsideError) return error.failure;
  const text = error instanceof Error ? error.message : String(error);
  return {
    vendor: 'pipedrive',
    word: 'broken',
    title: { fr: 'Erreur interne de Passerelle', en: 'Internal error of Passerelle' },
    detail: {
      fr: 'L’équipe qui exploite Passerelle doit regarder le journal technique, puis réessayer.',
      en: 'The team that operates Passerelle has to look at the technical log, then retry.',
    },
    cause: text,
  };
}

/** What a log may say of the cause: connectors leave a trace there, without a vendor's words or personal data. */
export function causeOf({ cause }: OutsideFailure): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}
