/** One line of the product as somebody could get it wrong: `text` of the file reads `instead`. */
export interface Plant {
  file: string;
  text: string;
  instead: string;
  /** What is wrong then, for the report. */
  what: string;
}

/** Wrong products that chaos has to catch. They exist in the memory of a process under test alone. */
export const plants: Record<string, Plant> = {
  'looks-nowhere': {
    file: 'services/sync/src/engine/run-effect.ts',
    text: 'repeated: claimed.interrupted || row.attempts > 1 || row.problem !== null,',
    instead: 'repeated: false,',
    what: 'an effect that is tried again does not look what its first try has done',
  },
  'mails-again': {
    file: 'services/sync/src/engine/run-effect.ts',
    text: 'handedOver: claimed.interrupted && row.handedOverAt !== null,',
    instead: 'handedOver: false,',
    what: 'a mail that was handed over just before the process died is sent again',
  },
  'blind-sweep': {
    file: 'services/sync/src/deliveries/sweep-pipedrive.ts',
    text: '  const followed = company.settings.conversion.enabled;',
    instead: '  return { failedCount: 0 }; const followed = false;',
    what: 'the sweep sees nobody: what a lost webhook told of is never found',
  },
  'deaf-undo': {
    file: 'services/sync/src/store/effects.ts',
    text: "state = case when state = 'running' then state else 'cancelled' end",
    instead: 'state = state',
    what: 'a decision that was taken back is carried out all the same',
  },
};

export const plantNames = Object.keys(plants);
