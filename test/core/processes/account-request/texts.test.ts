import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Language } from '#core/model/localized.ts';
import {
  instantText,
  reasonText,
  surfaceText,
  withdrawalText,
} from '#core/processes/account-request/texts.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const zone = 'Europe/Paris';

/** A call `reason('key', { names })` of the sources: its keys and the values it gives. */
interface Call {
  keys: string[];
  names: string[];
}

function callsIn(source: string): Call[] {
  return [...source.matchAll(/[^\w]reason\(/g)].map(({ index }) => {
    const call = balanced(source, source.indexOf('(', index));
    const brace = call.indexOf('{');
    const head = brace < 0 ? call : call.slice(0, brace);
    const object = brace < 0 ? '' : call.slice(brace);
    return {
      keys: [...head.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, key = '']) => key),
      names: [...object.matchAll(/[{,]\s*(\w+)\s*(?=[:,}])/g)].map(([, name = '']) => name),
    };
  });
}

function balanced(source: string, start: number): string {
  let depth = 0;
  for (let index = start; index < source.length; index += 1) {
    depth += { '(': 1, ')': -1 }[source.charAt(index)] ?? 0;
    if (depth === 0) return source.slice(start, index + 1);
  }
  return source.slice(start);
}

const files = globSync(['packages/core/src/**/*.ts', 'services/sync/src/engine/*.ts'], {
  cwd: root,
  // Conversions have texts of their own.
  exclude: ['packages/core/src/processes/customer-conversion/*'],
});
const calls = files.flatMap((file) => callsIn(read(file)));
/** The key of a submission heard again is computed: its two values are named in their type. */
const computed = ['given-back', 'submitted-again'];
const used = [...new Set([...calls.flatMap(({ keys }) => keys), ...computed])].toSorted();
const examples: Record<string, string> = {
  at: '2026-11-22T09:30:00.000Z',
  from: 'pipedrive',
  decision: 'accept',
  why: 'account-exists',
  what: 'stage',
};

describe('reasons', () => {
  it('every reason that is given has a text, and every text a reason', () => {
    const folder = 'packages/core/src/processes/account-request';
    const own = read(`${folder}/texts.ts`);
    const decisions = own.slice(own.indexOf('const texts'), own.indexOf('export type ReasonKey'));
    const catalogue = `${read(`${folder}/change-texts.ts`)}${decisions}`;
    const written = [...catalogue.matchAll(/^ {2}'([a-z-]+)':/gm)].map(([, key]) => key);
    expect(used.length).toBeGreaterThan(25);
    expect(written.toSorted()).toEqual(used);
  });

  it.each(used.flatMap((key) => Language.options.map((language) => [key, language] as const)))(
    '%s reads well in %s with the values its place gives',
    (key, language) => {
      const places = calls.filter(({ keys }) => keys.includes(key));
      for (const { names } of places.length > 0 ? places : [{ names: [] }]) {
        const values = Object.fromEntries(names.map((name) => [name, examples[name] ?? `«${name}»`]));
        const text = reasonText({ key, values }, language, zone);
        expect(text).not.toMatch(/undefined|null|\$\{| {2}|: ?[.)]?$/);
        expect(text).not.toBe(key);
        if (language === 'fr') expect(text).not.toBe(reasonText({ key, values }, 'en', zone));
      }
    },
  );

  it('an older journal’s unknown reason shows its key instead of nothing', () => {
    expect(reasonText({ key: 'forgotten', values: {} }, 'fr', zone)).toBe('forgotten');
  });
});

describe('words inside reasons', () => {
  it('says who decided, what, from where and when, in the company’s time zone', () => {
    const values = { by: 'Camille', from: 'console', at: '2026-11-22T23:30:00Z', decision: 'refuse' };
    expect(reasonText({ key: 'already-decided', values }, 'fr', zone)).toBe(
      'Camille a déjà refusé cette demande depuis la console, le 23 nov. 2026, 00:30.',
    );
    expect(reasonText({ key: 'already-decided', values }, 'en', zone)).toMatch(
      /^Camille already refused this request from the console, on Nov 23, 2026, 12:30.AM\.$/,
    );
    expect(instantText('2026-07-01T10:00:00Z', 'fr', 'Indian/Reunion')).toBe('le 1 juil. 2026, 14:00');
  });

  it.each(['accept', 'refuse', 'ask-for-evidence', 'reconsider'])(
    'has a word for the decision %s',
    (decision) => {
      for (const language of Language.options) {
        const values = { by: 'C', from: 'slack', at: '2026-11-22T09:30:00Z', decision };
        expect(reasonText({ key: 'already-decided', values }, language, zone)).not.toContain(` ${decision} `);
      }
    },
  );

  it('names a conversation by its number, and one without a number by words', () => {
    const linked = (number: number | '') =>
      Language.options.map((language) =>
        reasonText({ key: 'conversation-linked', values: { number } }, language, zone),
      );
    expect(linked(12)).toEqual(['Conversation Help Scout n° 12', 'Help Scout conversation no. 12']);
    expect(linked('')).toEqual(['Conversation Help Scout', 'Help Scout conversation']);
  });

  it('names surfaces and withdrawals', () => {
    expect(surfaceText('helpscout', 'en')).toBe('Help Scout');
    for (const why of ['person-deleted', 'taken-by-staff', 'account-exists']) {
      expect(withdrawalText(why, 'fr')).not.toBe(why);
      expect(withdrawalText(why, 'en')).not.toBe(withdrawalText(why, 'fr'));
    }
  });
});
