/**
 * `npm run bench [-- --json] [--only <section>]`: measures the real service beside bare references on this machine; exit 1
 * when a target is missed, 2 for wrong use. Some sections are long, and run only where they are named:
 * `--only nodes [--flows 10000]`,
 * `--only growth [--finished 1000000 --open 100000]`, `--only overload [--minutes 30]`.
 */
import { parseArgs } from 'node:util';
import { startBenchService, type Vendors } from './bench-service.ts';
import { type BenchStore, startBenchStore } from './bench-store.ts';
import { benchBundle } from './bundle.ts';
import { benchClicks } from './clicks.ts';
import { type Figure, lineOf } from './figure.ts';
import { benchFlows } from './flows.ts';
import { benchGrowth } from './growth.ts';
import { benchNodes } from './nodes.ts';
import { benchOverload } from './overload.ts';
import { startScript } from './script-process.ts';
import { benchStarts } from './starts.ts';
import { benchSweep } from './sweep.ts';
import { benchTimers } from './timers.ts';
import { benchWebhooks } from './webhooks.ts';

type Section = (vendors: Vendors, store: BenchStore) => Promise<Figure[]>;

const sections: Record<string, Section> = {
  bundle: () => benchBundle(),
  starts: (vendors) => benchStarts(vendors),
  webhooks: async (vendors, store) => {
    const service = await startBenchService(vendors, { databaseUrl: await store.create('webhooks') });
    try {
      return await benchWebhooks(service, await store.create('bare'));
    } finally {
      await service.stop();
    }
  },
  flows: async (vendors, store) => {
    const databaseUrl = await store.create('flows');
    const service = await startBenchService(vendors, { databaseUrl });
    try {
      return await benchFlows(service, vendors, databaseUrl);
    } finally {
      await service.stop();
    }
  },
  clicks: async (vendors, store) => benchClicks(vendors, await store.create('clicks')),
  timers: (vendors, store) => benchTimers(vendors, store),
  sweep: (_vendors, store) => benchSweep(store),
};

/** They take minutes, or more with larger numbers. */
const longSections: Record<string, Section> = {
  nodes: (_vendors, store) => benchNodes(store, knobs.flows),
  growth: (vendors, store) => benchGrowth(vendors, store, knobs),
  overload: (vendors, store) => benchOverload(vendors, store, knobs.minutes),
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    only: { type: 'string' },
    flows: { type: 'string' },
    finished: { type: 'string' },
    open: { type: 'string' },
    minutes: { type: 'string' },
  },
});
const all = { ...sections, ...longSections };
if (values.only !== undefined && !(values.only in all)) {
  process.stderr.write(`--only takes one of ${Object.keys(all).join(', ')}.\n`);
  process.exit(2);
}

/** A whole number of the command line. */
function numberOf(name: 'flows' | 'finished' | 'open' | 'minutes', otherwise: number): number {
  const number = Number(values[name] ?? otherwise);
  if (Number.isSafeInteger(number) && number > 0) return number;
  process.stderr.write(`--${name} takes a whole number.\n`);
  process.exit(2);
}

const knobs = {
  flows: numberOf('flows', 1_500),
  finished: numberOf('finished', 20_000),
  open: numberOf('open', 2_000),
  minutes: numberOf('minutes', 1),
};
const store = await startBenchStore();
const vendors = await startScript<Vendors>('vendors.ts');
const figures: Figure[] = [];
try {
  for (const [name, section] of Object.entries(values.only === undefined ? sections : all)) {
    if (values.only !== undefined && values.only !== name) continue;
    const measured = await section(vendors.said, store);
    figures.push(...measured);
    if (!values.json) for (const figure of measured) process.stdout.write(`${lineOf(figure)}\n`);
  }
} finally {
  await vendors.stop();
  await store.stop();
}
const met = figures.every((figure) => figure.met);
if (values.json) process.stdout.write(`${JSON.stringify({ met, figures }, null, 2)}\n`);
process.exit(met ? 0 : 1);
