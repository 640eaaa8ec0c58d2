import { describe, expect, it } from 'vitest';
import { loadSettings, readSettings, SettingsError } from '#sync/company/load-settings.ts';

/** What the start says about a settings file. */
function complaint(text: string): string {
  try {
    readSettings(text, 'settings.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  return '';
}

describe('settings', () => {
  it('may be left out altogether', async () => {
    const defaults = await loadSettings(undefined);
    expect(defaults).toMatchObject({
      locale: 'fr',
      timeZone: 'Europe/Paris',
      undoSeconds: 10,
      autoAccept: false,
    });
    expect(readSettings('', 'empty.yaml')).toEqual(defaults);
    expect(readSettings('{}', 'empty.json')).toEqual(defaults);
  });

  it('read YAML and JSON alike, addresses normalised', () => {
    const yaml = 'undoSeconds: 3\ndeciders: [" Vente@Example.ORG "]\nautoAccept: off\n';
    const json = JSON.stringify({ undoSeconds: 3, deciders: ['vente@example.org'], autoAccept: false });
    expect(readSettings(yaml, 'a')).toEqual(readSettings(json, 'b'));
  });

  it.each([
    ['undoSecond: 3', 'undoSecond: unknown key'],
    ['undoSeconds: soon', 'undoSeconds: '],
    ['undoSeconds: -1', 'undoSeconds: '],
    ['locale: de', 'locale: '],
    ['timeZone: Mars/Olympus', 'timeZone: expected a time zone such as Europe/Paris'],
    ['deciders: [camille]', 'deciders.0: '],
    ['robotOwners: [0]', 'robotOwners.0: '],
    ['pipelines: { suspect: X }', 'pipelines.suspect: unknown key'],
    ['targets: []', 'targets: '],
    ['targets: [{ key: a, label: A, pipeline: P }, { key: B!, label: B, pipeline: P }]', 'targets.1.key: '],
    ['refusalReasons: [{ key: a, label: { fr: A, de: B } }]', 'refusalReasons.0.label'],
    ['owners: { rule: fixed }', 'owners.fixed: expected the Pipedrive user id or e-mail'],
    ['templates: { welcome: { fr: { subject: S } } }', 'templates.welcome.fr.text: '],
    ['slack: { digestAt: noon }', 'slack.digestAt: expected a time such as "09:00"'],
    ['- a\n- b', 'the file: '],
  ])('%s: names the path', (text, expected) => {
    expect(complaint(text)).toMatch(/^settings\.yaml has wrong settings:\n/);
    expect(complaint(text)).toContain(`  ${expected}`);
  });

  it('lists every wrong key at once', () => {
    const message = complaint('undoSeconds: soon\nlocale: de\nsurprise: 1\n');
    for (const path of ['undoSeconds', 'locale', 'surprise']) expect(message).toContain(`  ${path}: `);
  });

  it('says what is neither YAML nor JSON, and which file cannot be read', async () => {
    expect(complaint('a: [')).toMatch(/^settings\.yaml is neither YAML nor JSON: /);
    await expect(loadSettings('/nowhere/settings.yaml')).rejects.toThrow(
      /^SETTINGS_FILE cannot be read: .*nowhere/,
    );
  });
});
