import { expect, it } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
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

it('writes of the outside what happened, not what it said', () => {
  const quoting = 'No such mailbox: camille@example.org';
  const error = new OutsideError({
    vendor: 'mail',
    word: 'rejected',
    title: { fr: 'Le serveur de mail refuse ce mail', en: 'The mail server refuses this mail' },
    detail: { fr: quoting, en: quoting },
    status: 550,
  });
  const line = written((log) => log.error({ error }, error.message));
  expect(line?.msg).toBe('mail: rejected: The mail server refuses this mail (550)');
  expect(JSON.stringify(line)).not.toContain('camille');
});

it('writes no value that the store or JSON.parse could not read', () => {
  const refused = Object.assign(new Error('invalid input syntax for type bigint: "camille@example.org"'), {
    severity: 'ERROR',
  });
  const unreadable = new SyntaxError('Unexpected token \'C\', "Camille "Exemple""... is not valid JSON');
  const lines = [refused, unreadable].map((error) => written((log) => log.error({ error }, 'it failed')));
  expect(JSON.stringify(lines).toLowerCase()).not.toContain('camille');
  expect(lines.map((line) => (line?.error as Error | undefined)?.message)).toEqual([
    'invalid input syntax for type bigint: "…"',
    'Unexpected token \'C\', "…"... is not valid JSON',
  ]);
});
