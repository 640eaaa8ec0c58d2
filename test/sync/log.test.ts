import { expect, it } from 'vitest';
import { createLog } from '#sync/log.ts';

function written(log: (to: ReturnType<typeof createLog>) => void) {
  const lines: Record<string, unknown>[] = [];
  log(createLog('info', { write: (line) => lines.push(JSON.parse(line)) }));
  return lines[0];
}

it('writes an error with its name, its words and its place, and nothing that quotes a row', () => {
  const detail = 'Key (email)=(camille@example.org) already exists.';
  const error = Object.assign(new RangeError('too far'), { detail });
  const line = written((log) => log.error({ error }, 'it failed'));
  expect(line?.error).toEqual({
    name: 'RangeError',
    message: 'too far',
    stack: expect.stringContaining('log.test.ts'),
  });
  expect(JSON.stringify(line)).not.toContain('camille');
});

it('leaves an error that is a text already as it is', () => {
  expect(written((log) => log.warn({ error: 'away' }, 'it failed'))?.error).toBe('away');
});
