/** One thing that would be done, in the reader's words: "Mettre l’affaire à sa place", "Suspects, Compte créé…". */
export interface EffectPreview {
  kind: string;
  title: string;
  detail: string | null;
}

/** `POST /api/commands/preview`: what a command would come to, and everything it would do, in order. */
export interface CommandPreview {
  outcome: 'advanced' | 'ignored' | 'refused';
  reason: string | null;
  effects: EffectPreview[];
}
