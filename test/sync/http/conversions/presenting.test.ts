import { describe, expect, it } from 'vitest';
import type { Funnel } from '#core/contract/conversion-view.ts';
import { ConversionStep } from '#core/model/conversion.ts';
import { csvOf } from '#sync/http/conversions/csv.ts';
import { funnelCsv } from '#sync/http/conversions/funnel-csv.ts';
import { daysLeft } from '#sync/http/conversions/present-promise.ts';
import { processMoves } from '#sync/http/conversions/process-picture.ts';

const calendar = { timeZone: 'Europe/Paris', workingDays: [1, 2, 3, 4, 5], holidays: ['2026-05-01'] };

describe('how many working days are left', () => {
  it.each([
    ['2026-04-30', '2026-04-30', 0],
    // A holiday and a weekend are between.
    ['2026-04-30', '2026-05-04', 1],
    ['2026-04-30', '2026-05-05', 2],
    ['2026-05-04', '2026-04-30', -1],
    ['2026-05-05', '2026-04-30', -2],
    // It is late on the Saturday after, though nobody has worked since.
    ['2026-05-02', '2026-05-01', -1],
    ['2026-05-02', '2026-05-03', 1],
  ])('from %s to %s: %i', (today, day, left) => {
    expect(daysLeft(today, day, calendar)).toBe(left);
  });
});

describe('the process as it is drawn', () => {
  it('knows every step, and no way out of an end', () => {
    const moves = processMoves('en');
    const reached = new Set(moves.map(({ to }) => to));
    expect([...reached].toSorted()).toEqual(
      ConversionStep.options.filter((step) => step !== 'identified').toSorted(),
    );
    expect(moves.filter(({ from }) => from === 'ended')).toEqual([]);
    const paths = moves.map(({ from, to }) => `${from}/${to}`);
    expect(new Set(paths).size).toBe(paths.length);
    const contacted = moves.find(({ from, to }) => from === 'identified' && to === 'contacted');
    expect(contacted?.labels).toEqual(expect.arrayContaining(['Record a contact', 'Book the presentation']));
  });
});

describe('a file for spreadsheets', () => {
  it('is written as its readers’ spreadsheets expect it', () => {
    expect(csvOf([['Étape', 1.5, null]], 'fr')).toBe('\uFEFFÉtape;1,5;\r\n');
    expect(csvOf([['Step', 1.5, null]], 'en')).toBe('\uFEFFStep,1.5,\r\n');
    expect(csvOf([['a;b', 'c"d', 'e\nf', 'g,h']], 'fr')).toBe('\uFEFF"a;b";"c""d";"e\nf";"g,h"\r\n');
  });

  it.each(['=1+1', '+33', '-2', '@cmd', '\t=1', '\r=1'])('is no program: %j', (text) => {
    expect(csvOf([[text]], 'en').replaceAll('"', '')).toBe(`\uFEFF'${text}\r\n`);
    expect(csvOf([[-2]], 'en')).toBe('\uFEFF-2\r\n');
  });

  it('holds all figures, each line with its section', () => {
    const followUp = { key: 'k', label: '=Silent', version: 2, active: 1, finished: 0, stopped: 3 };
    const funnel: Funnel = {
      ...{ from: '2026-01-01', to: '2026-12-31', started: 4 },
      steps: [
        { key: 'identified', label: 'Suspect identifié', reached: 4, medianDays: 2.5, ninetiethDays: null },
      ],
      useCases: { found: 1, validated: 2, built: 3, tested: 4, live: 5 },
      promises: { kept: 6, late: 7, open: 8, moot: 9 },
      followUps: [
        { ...followUp, steps: [{ position: 0, text: 'Mail', done: 2, keptBack: 1, repliedAfter: 1 }] },
      ],
    };
    const lines = funnelCsv(funnel, 'fr').trimEnd().split('\r\n');
    expect(lines.slice(0, 3)).toEqual([
      '\uFEFFRubrique;Élément;Nombre;Médiane (jours);9e décile (jours)',
      'Étapes;Clients suivis;4;;',
      'Étapes;Suspect identifié;4;2,5;',
    ]);
    expect(lines).toContain('Usages;En production;5;;');
    expect(lines).toContain('Promesses;En retard;7;;');
    expect(lines.at(-1)).toBe("Relances;'=Silent (v2) · 1. Mail · réponses ensuite;1;;");
  });
});
