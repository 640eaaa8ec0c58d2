/** How far long work is: a bar on a terminal, a line now and then elsewhere. */
export interface Progress {
  /** @param found what is not right so far */
  to(done: number, found: number): void;
  end(): void;
}

interface Screen {
  isTTY?: boolean;
  write(text: string): unknown;
}

const width = 40;
/** Elsewhere than on a terminal so many lines are enough. */
const linesMax = 40;

export function createProgress(screen: Screen, total: number): Progress {
  const stepped = Math.max(1, Math.ceil(total / linesMax));
  let toldOf = 0;
  return {
    to(done, found) {
      const counts = `${done}/${total} runs, ${found} findings`;
      if (screen.isTTY) {
        const filled = Math.round((done / total) * width);
        screen.write(`\r[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${counts}\u001b[K`);
      } else if (done - toldOf >= stepped || done === total) {
        toldOf = done;
        screen.write(`${counts}\n`);
      }
    },
    end() {
      if (screen.isTTY) screen.write('\n');
    },
  };
}
