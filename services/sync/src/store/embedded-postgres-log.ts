import { closeSync, copyFileSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';

/** The file that the server's messages go to; kept small. */
export type ServerLog = {
  /** Given to the server as its standard error. */
  fd: number;
  /** The last lines, to explain a failed start. */
  tail(): string;
  close(): void;
};

const maxBytes = 2_000_000;
const tailBytes = 2_000;
const trimEveryMs = 10 * 60_000;

/** Opens the log for appending; beyond 2 MB its content moves to `<path>.1`, at the opening and every 10 minutes. */
export function openServerLog(path: string): ServerLog {
  const fd = openSync(path, 'a+', 0o600);
  const trim = () => {
    if (fstatSync(fd).size <= maxBytes) return;
    copyFileSync(path, `${path}.1`);
    // The server appends, so it goes on at the new end.
    ftruncateSync(fd, 0);
  };
  trim();
  const timer = setInterval(trim, trimEveryMs).unref();
  return {
    fd,
    tail() {
      const bytes = Buffer.alloc(tailBytes);
      const start = Math.max(0, fstatSync(fd).size - tailBytes);
      return bytes
        .toString('utf8', 0, readSync(fd, bytes, 0, tailBytes, start))
        .split('\n')
        .slice(-6)
        .join('\n')
        .trim();
    },
    close() {
      clearInterval(timer);
      closeSync(fd);
    },
  };
}
