/** Who may import whom (the table in README.md, "The map"): the first rule whose `from` fits decides. */
export interface Rule {
  from: RegExp;
  /** Our own files that may be imported, by path from the root. */
  may: RegExp[];
  /** Packages that may be imported; absent = any. */
  packages?: RegExp;
  because: string;
}

/** Where the rules of the house are. */
export const core = 'packages/core/src';
/** Where the service is. */
export const sync = 'services/sync/src';
