import { expect, it } from 'vitest';
import { createBurstWindow } from '#sync/connectors/pipedrive/burst-window.ts';

const microtasksMax = 12;

it.each(Array.from({ length: microtasksMax }, (_, count) => count))(
  'who asks %d microtasks after the one before is served too',
  async (count) => {
    const window = createBurstWindow(() => Date.now(), 10);
    const before = window.take('decision');
    for (let passed = 0; passed < count; passed += 1) await Promise.resolve();
    const after = window.take('decision');
    const ends = await Promise.all([before, after]);
    expect(ends).toHaveLength(2);
  },
  2_000,
);
