const RealDate = Date;

/** The clock of this process is wrong. @param ms how far it is ahead; negative: behind */
export function skewClock(ms: number): void {
  globalThis.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(RealDate.now() + ms);
      else super(...(given as [string]));
    }

    static override now(): number {
      return RealDate.now() + ms;
    }
  } as DateConstructor;
}
