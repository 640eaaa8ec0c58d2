import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accountRequest } from '#core/processes/account-request/process.ts';
import { Step } from '#core/processes/account-request/state.ts';
import { confirmation, observed } from '../../../kit/account-request-samples.ts';
import {
  anyEvent,
  effectEvents,
  fourEyes,
  holding,
  proposedIn,
  requestsIn,
  withoutAddress,
} from '../../../kit/account-request-states.ts';
import { now } from '../../../kit/given-when-then.ts';

const readme = readFileSync(
  new URL('../../../../packages/core/src/processes/account-request/README.md', import.meta.url),
  'utf8',
);
const context = { ...holding, now, turn: 0 };

/** Every change of step the code makes: "from event to". */
function changesMade(): Set<string> {
  const made = new Set<string>();
  for (const first of [observed(), withoutAddress]) {
    const born = accountRequest.start(first, context);
    if (born.outcome === 'advanced') made.add(`(new) ${first.type} ${born.state.step}`);
  }
  for (const step of Step.options) {
    for (const { state } of requestsIn[step]) {
      for (const event of [...anyEvent, ...effectEvents(state)]) {
        const decision = accountRequest.decide(state, event, context);
        if (decision.outcome !== 'advanced' || decision.state.step === step) continue;
        made.add(`${step} ${event.type} ${decision.state.step}`);
      }
    }
  }
  for (const { state } of proposedIn) {
    const event = confirmation();
    const decision = accountRequest.decide(state, event, { ...fourEyes, now, turn: 0 });
    if (decision.outcome !== 'advanced') continue;
    made.add(`${state.step} ${event.type} ${decision.state.step}`);
  }
  return made;
}

/** The rows of the table "From one step to the next": a cell may name several steps. */
function changesWritten(): string[] {
  const table = readme.slice(readme.indexOf('| from | event |'));
  const rows = table.slice(0, table.indexOf('\n\n')).split('\n').slice(2);
  return rows.flatMap((row) => {
    const [from = '', event = '', , to = ''] = row
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    return namesIn(from).flatMap((before) =>
      namesIn(to).map((after) => `${before} ${event.replaceAll('`', '')} ${after}`),
    );
  });
}

function namesIn(cell: string): string[] {
  return cell.split(',').map((name) => name.trim());
}

describe('the README of the account request', () => {
  it('has a row for every change of step the code makes, and no other', () => {
    expect(changesWritten().toSorted()).toEqual([...changesMade()].toSorted());
  });

  it('draws the same changes', () => {
    const diagram = /```mermaid\n(.*?)```/s.exec(readme)?.[1] ?? '';
    const drawn = [...diagram.matchAll(/^ *(\[\*\]|\w+) --> (\w+)/gm)].map(
      ([, from = '', to = '']) => `${nameOf(from)} ${nameOf(to)}`,
    );
    const written = changesWritten().map((change) => change.replace(/ [\w-]+ /, ' '));
    expect(new Set(drawn)).toEqual(new Set(written));
  });

  it('explains every step', () => {
    for (const step of Step.options) expect(readme).toMatch(new RegExp(`^\\| ${step} \\| .{20,} \\|$`, 'm'));
  });
});

function nameOf(drawn: string): string {
  return drawn === '[*]' ? '(new)' : drawn.replaceAll('_', '-');
}
