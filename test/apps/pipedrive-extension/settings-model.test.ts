import { describe, expect, it } from 'vitest';
import type { SettingsProblem } from '#core/contract/settings-view.ts';
import { writeAt } from '../../../apps/pipedrive-extension/src/surfaces/settings/model/document.ts';
import { formLink } from '../../../apps/pipedrive-extension/src/surfaces/settings/model/form-link.ts';
import { byUrgency } from '../../../apps/pipedrive-extension/src/surfaces/settings/model/installation.ts';
import {
  keyOf,
  moved,
  sortedDates,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/lists.ts';
import {
  optionsWith,
  staffOptions,
  stagesOf,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/options.ts';
import {
  correctionOf,
  isAllCreatable,
  problemsOf,
  seen,
  standing,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/problems.ts';
import {
  readImport,
  readSave,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/read-save.ts';
import { fallbackChannel } from '../../../apps/pipedrive-extension/src/surfaces/settings/model/slack-channel.ts';
import {
  pathWords,
  valueWords,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/words.ts';
import { sampleCatalogue, sampleSettings, sampleVocabulary } from './settings-samples.ts';

const problem = (changes: Partial<SettingsProblem>): SettingsProblem => ({
  path: 'targets[0].stage',
  title: 'Étape inconnue',
  detail: 'Choisissez-en une autre.',
  nearest: 'Compte créé',
  severity: 'error',
  ...changes,
});

describe('problems', () => {
  it('stand beside their field until its value changes, whatever else does', () => {
    const found = seen([problem({})], sampleSettings);
    expect(problemsOf(found, 'targets').length).toBe(1);
    expect(problemsOf(found, 'targets.1')).toEqual([]);
    expect(standing(found, writeAt(sampleSettings, 'locale', 'en'))).toEqual(found);
    expect(standing(found, writeAt(sampleSettings, 'targets.0.stage', 'Demande'))).toEqual([]);
  });

  it('offer the nearest name in the shape of what is wrong, and never in place of a whole text', () => {
    const draft = writeAt(sampleSettings, 'templates.welcome.fr.text', 'Bonjour {{ personNom }}');
    const corrected = (path: string, nearest: string | null) =>
      seen([problem({ path, nearest })], draft).map(correctionOf);
    expect(corrected('targets.0.stage', 'Compte créé')).toEqual(['Compte créé']);
    expect(corrected('deciders.1', 'Direction des ventes')).toEqual([{ role: 'Direction des ventes' }]);
    expect(corrected('targets.0.stage', null)).toEqual([undefined]);
    expect(corrected('templates.welcome.fr.text', 'personName')).toEqual([undefined]);
    expect(corrected('activationUrl', 'id')).toEqual([undefined]);
    expect(corrected('', 'x')).toEqual([undefined]);
  });

  it('may be saved over when all of them are names that can be created', () => {
    const of = (...problems: SettingsProblem[]) => isAllCreatable(seen(problems, sampleSettings));
    expect(of(problem({ creatable: true }), problem({ severity: 'warning' }))).toBe(true);
    expect(of(problem({ creatable: true }), problem({}))).toBe(false);
    expect(of()).toBe(false);
  });
});

describe('answers to a save', () => {
  const refused = (status: number, more: object) => {
    const document = { type: '', title: 'Non', status, detail: '', instance: '' };
    return { ok: false as const, problem: document, body: { ...document, ...more } };
  };

  it('tells being overtaken from being wrong and from failing', () => {
    const changed = { changedBy: 'Équipe vente', changedAt: '2026-11-22T04:00:00Z', revision: 4 };
    expect(readSave(refused(409, changed))).toMatchObject({ kind: 'overtaken', changedBy: 'Équipe vente' });
    expect(readSave(refused(422, { problems: [problem({})] })).kind).toBe('invalid');
    expect(readSave(refused(422, {})).kind).toBe('failed');
    expect(readSave(refused(503, {})).kind).toBe('failed');
    expect(readSave({ ok: true, body: { revision: 4, settings: {}, problems: [] } }).kind).toBe('saved');
  });

  it('keeps the problems of a file that cannot be imported', () => {
    expect(readImport(refused(422, { problems: [problem({})] }))).toMatchObject({
      problems: [{ nearest: 'Compte créé' }],
    });
  });
});

describe('pickers', () => {
  const missing = (name: string) => `${name} ?`;
  it('find a name whatever its capitals, and keep one that is gone in sight', () => {
    const options = stagesOf(sampleCatalogue, 'SUSPECTS');
    expect(options.map(({ value }) => value)).toEqual(['Potentiels identifiés', 'Compte créé']);
    expect(optionsWith(options, 'compte CRÉÉ', missing).chosen).toBe('Compte créé');
    expect(optionsWith(options, 'Parti', missing).shown[0]).toEqual({ value: 'Parti', label: 'Parti ?' });
    expect(optionsWith(options, '', missing).shown).toBe(options);
  });

  it('offer nobody who left', () => {
    expect(staffOptions(sampleCatalogue.staff, 'id').map(({ value }) => value)).toEqual(['21', '22', '11']);
  });
});

describe('lists', () => {
  it('move within their ends', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });

  it('make keys of words, each once', () => {
    expect(keyOf('Déjà cliente !', [])).toBe('deja-cliente');
    expect(keyOf('', ['reason', 'reason-2'], 'reason')).toBe('reason-3');
    expect(sortedDates(['2026-12-25', '2026-01-01', '2026-12-25'])).toEqual(['2026-01-01', '2026-12-25']);
  });

  it('show what is wrong before what is well', () => {
    const check = (state: 'ok' | 'wrong' | 'advice') => ({
      area: 'a',
      name: state,
      state,
      detail: '',
      fix: null,
      who: null,
    });
    expect(byUrgency([check('ok'), check('advice'), check('wrong')]).map(({ state }) => state)).toEqual([
      'wrong',
      'advice',
      'ok',
    ]);
  });
});

describe('words', () => {
  const fr = sampleVocabulary();
  it.each([
    ['targets.0.stage', 'Destinations › n° 1 › Étape'],
    ['templates.welcome.fr.subject', 'Textes des mails › welcome › fr › Objet'],
    ['owners.rule', 'Propriétaire de l’affaire et de la personne › Règle'],
    ['promises.answerDays', 'Délais promis › Délai de réponse promis (jours ouvrés)'],
    ['slack.escalateTo', 'Slack › Personne qui prend le relais'],
    ['followUps.0.steps.1.template', 'Relances › n° 1 › Étapes › n° 2 › Mail envoyé'],
    ['conversion.stages.live', 'Suivi commercial › Étapes du pipeline des suspects › En production'],
    ['unheardOf.key', 'unheardOf › key'],
  ])('call %s %s', (path, words) => {
    expect(pathWords(path, fr)).toBe(words);
  });

  it.each([
    ['autoAccept', true, 'Oui'],
    ['robotOwners', [11, 99], 'Robot des formulaires, 99'],
    ['deciders', ['VENTE@example.org', { role: 5 }], 'Chargée de clientèle ; Rôle : Direction des ventes'],
    ['workingDays', [1, 7], 'lundi, dimanche'],
    ['holidays', [], 'rien'],
    ['stages.identified', null, 'rien'],
    ['owners.rule', 'round-robin', 'Les décideurs, chacun son tour'],
    ['slack.escalateTo', 'responsable@example.org', 'Responsable commercial'],
    ['conversion.escalateTo', 22, 'Responsable commercial'],
    ['conversion.digest.weekday', 2, 'mardi'],
    ['followUps', sampleSettings.followUps, 'Sans nouvelles'],
    ['followUps.0.when.steps', ['documented', 'presented'], 'Documentation envoyée, Présentation faite'],
    ['followUps.0.steps.0.kind', 'mail', 'Un mail part'],
    ['conversion.replies', 'help-desk', 'Dans l’outil d’assistance'],
    [
      'targets',
      sampleSettings.targets,
      'Suspect, Suspects, Compte créé ; Plus tard, Suspects, Potentiels identifiés',
    ],
    ['refusalReasons', sampleSettings.refusalReasons, 'Particulier ou entreprise ; Autre motif'],
  ])('say %s', (path, value, words) => {
    expect(valueWords(path, value, fr).replaceAll('\u00a0', ' ')).toBe(words);
  });

  it('say labels in the reader’s language', () => {
    expect(valueWords('refusalReasons', sampleSettings.refusalReasons, sampleVocabulary('en'))).toBe(
      'Individual or company ; Other reason',
    );
  });
});

describe('fallbackChannel', () => {
  it('is the channel in force unless that is the one of the settings', () => {
    expect(fallbackChannel({ channel: 'C1' }, { slack: {} })).toBe('C1');
    expect(fallbackChannel({ channel: 'C1' }, { slack: { channel: 'C1' } })).toBeNull();
    expect(fallbackChannel({ channel: null }, {})).toBeNull();
  });
});

describe('formLink', () => {
  it('names the source and the company', () => {
    expect(formLink('https://pont.example.org', '7001', 'salon')).toBe(
      'https://pont.example.org/request?s=salon&company=7001',
    );
    expect(formLink('https://pont.example.org', '7001', null)).toBe(
      'https://pont.example.org/request?company=7001',
    );
  });
});
