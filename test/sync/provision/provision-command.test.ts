import { beforeEach, expect, it } from 'vitest';
import type { Configuration, Output } from '#sync/commands/configuration.ts';
import { provisionCommand } from '#sync/commands/provision-command.ts';
import { WrongUse } from '#sync/commands/read-arguments.ts';
import { anEmptyCrm, type ChangingCrm } from '../../kit/changing-crm.ts';

let empty: ChangingCrm;
let configuration: Configuration;
let written: string;
let said: string[];
let output: Output;
beforeEach(() => {
  empty = anEmptyCrm();
  written = '';
  said = [];
  output = {
    write: (text) => {
      written += text;
    },
    say: (text) => void said.push(text),
  };
  configuration = {
    companyIds: () => ['7001', '7002'],
    targetOf: () => empty.target,
    examinedOf: () => Promise.reject(new Error('not looked at')),
    installation: {} as Configuration['installation'],
    alone: (_id, work) => work(),
    isShadow: false,
    close: async () => undefined,
  };
});
const run = (...args: string[]) => provisionCommand(args, configuration, output);

it('shows the plan as a table and makes nothing', async () => {
  expect(await run('--company', '7001')).toBe(0);
  expect(empty.made).toEqual([]);
  expect(written).toMatch(/^missing {2}pipeline {2}Suspects$/m);
  expect(written).toMatch(/^missing {2}stage {5}Compte créé {9}in the pipeline “Suspects”$/m);
  expect(written).toContain('Create it with: npm run provision -- --apply');
  expect(written).not.toContain('7002');
});

it('makes it with --apply, line by line, and then finds nothing to do', async () => {
  expect(await run('--apply', '--company', '7001')).toBe(0);
  const first = empty.made.length;
  expect(first).toBeGreaterThan(5);
  expect(said[0]).toMatch(/^1\/\d+ created pipeline Suspects$/);
  written = '';
  expect(await run('--apply', '--company', '7001')).toBe(0);
  expect(empty.made).toHaveLength(first);
  expect(written).toContain('All is there.');
});

it('answers 1 when something failed, and names it', async () => {
  empty.trouble.before = (what) => {
    if (what === 'webhooks') throw new Error('broken');
  };
  await expect(run('--apply', '--company', '7001')).rejects.toThrow('broken');
  empty = anEmptyCrm();
  empty.target.pipedrive.listFilterFields = async () => [];
  expect(await run('--apply', '--company', '7001')).toBe(1);
  expect(written).toMatch(/^failed +filter +Demandes à traiter +The field “owner_id”/m);
});

it('writes nothing but JSON with --json', async () => {
  expect(await run('--json')).toBe(0);
  const { items } = JSON.parse(written);
  expect(new Set(items.map((item: { company: string }) => item.company))).toEqual(new Set(['7001', '7002']));
  expect(items[0]).toEqual({
    company: '7001',
    id: 'pipeline:suspects',
    what: 'pipeline',
    name: 'Suspects',
    state: 'missing',
    detail: null,
  });
});

it.each([[['--aply']], [['apply']], [['--company', '9']], [['--company']]])(
  'takes %j for wrong use',
  async (args) => {
    await expect(run(...args)).rejects.toThrow(WrongUse);
  },
);

it('writes nothing outside in shadow mode', async () => {
  configuration.isShadow = true;
  await expect(run('--apply')).rejects.toThrow(/SHADOW/);
  expect(empty.made).toEqual([]);
});
