export type Chores = {
  /** Runs work that nobody waits for, unless it is forgotten or everything stops before. */
  later(delayMs: number, work: () => Promise<void>): void;
  /** Drops what waits; what runs goes on. */
  forget(): void;
  /** Begins nothing more and waits for what runs. */
  stop(): Promise<void>;
};

/** Work for later that can be forgotten, and waited for once it has begun. */
export function createChores(): Chores {
  const waiting = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let isStopped = false;
  const forget = (): void => {
    for (const timer of waiting) clearTimeout(timer);
    waiting.clear();
  };
  return {
    forget,
    later(delayMs, work) {
      if (isStopped) return;
      const timer = setTimeout(() => {
        waiting.delete(timer);
        const run = work().finally(() => running.delete(run));
        running.add(run);
      }, delayMs);
      waiting.add(timer);
    },
    async stop() {
      isStopped = true;
      forget();
      await Promise.allSettled([...running]);
    },
  };
}
