import { parseArgs } from 'node:util';
import { plantNames, plants } from './plants.ts';

/** What `npm run chaos` was asked for. */
export interface ChaosArguments {
  runs: number;
  seed: number;
  /** Processes of the service on one store; more than one needs a database. */
  nodes: number;
  /** A PostgreSQL in which databases may be created and dropped; absent: the embedded one. */
  database: string | undefined;
  /** The wrong product that has to be caught. */
  plant: string | undefined;
  /** The parts of the schedule that happen; absent: all. */
  only: string[] | undefined;
  shrink: boolean;
}

export const usage = [
  'npm run chaos -- [--runs N] [--seed S] [--nodes N --database URL] [--plant NAME] [--only PART,…] [--no-shrink]',
  `--plant takes one of ${Object.keys(plants).join(', ')}.`,
].join('\n');

const options = {
  runs: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
  nodes: { type: 'string', default: '1' },
  database: { type: 'string' },
  plant: { type: 'string' },
  only: { type: 'string' },
  shrink: { type: 'boolean', default: true },
} as const;

const nodesMax = 4;
const countMax = 1_000_000;
const seedMax = 4_294_967_295;

/** @throws Error in words, for wrong use */
export function readArguments(given: string[]): ChaosArguments {
  const { values } = parseArgs({ args: given, options, allowNegative: true });
  const runs = wholeNumber('runs', values.runs, 1, countMax);
  const seed = wholeNumber('seed', values.seed, 0, seedMax);
  const nodes = wholeNumber('nodes', values.nodes, 1, nodesMax);
  const { database, plant, shrink } = values;
  if (nodes > 1 && database === undefined)
    throw new Error('--nodes needs --database: the embedded PostgreSQL serves one process alone.');
  if (database !== undefined && !/^postgres(ql)?:\/\//.test(database))
    throw new Error('--database takes postgresql://user:password@host:5432/database.');
  if (plant !== undefined && !plantNames.includes(plant))
    throw new Error(`--plant takes one of ${plantNames.join(', ')}.`);
  const only = values.only?.split(',').map((part) => part.trim());
  const strange = only?.find((part) => !/^r\d+(\.m\d+)?$/.test(part));
  if (strange !== undefined) throw new Error(`--only takes parts such as r3 and r3.m1, not "${strange}".`);
  return { runs, seed, nodes, database, plant, only, shrink };
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new Error(`--${name} takes a whole number from ${min} to ${max}.`);
}
