import { describe, expect, it } from 'vitest';
import { Settings, targetsOf } from '#core/settings.ts';
import { readSettings, SettingsError } from '#sync/company/load-settings.ts';

/** The lines of the error a settings file stops the start with. */
function complaintsOf(yaml: string): string[] {
  try {
    readSettings(yaml, 'settings.yaml');
  } catch (error) {
    if (error instanceof SettingsError)
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('holds the defaults of interfaces.md section 5 when nothing is said', () => {
    expect(readSettings('', 'settings.yaml')).toEqual({
      locale: 'fr',
      timeZone: 'Europe/Paris',
      workingDays: [1, 2, 3, 4, 5],
      holidays: [],
      keeping: { prospectMonths: 36, eraseProspects: false },
      robotOwners: [],
      deciders: [],
      fourEyes: { accept: false, refuse: false },
      owners: { rule: 'decider' },
      pipelines: { suspects: 'Suspects', organizations: 'Organismes', refused: 'Organismes refusés' },
      stages: {},
      undoSeconds: 10,
      refusalReasons: [
        { key: 'individual', label: { fr: 'Particulier ou entreprise', en: 'Individual or company' } },
        {
          key: 'no-public-service',
          label: { fr: 'Pas de mission de service public', en: 'No public-service mission' },
        },
        {
          key: 'form-filler',
          label: { fr: 'Souhaite remplir un formulaire', en: 'Only wants to fill in a form' },
        },
      ],
      evidence: { remindAfterDays: 7, expireAfterDays: 21 },
      autoAccept: false,
      updateOrganizationOwner: false,
      duplicateDeal: 'delete',
      fields: {},
      requestFilter: 'Demandes à traiter',
      publicForm: { enabled: false, sources: [], submissionsPerHour: 10 },
      savedReplies: {
        valid: 'Demande compte admin',
        individualOrCompany: 'Demande compte admin particulier / entreprise',
      },
      helpscout: {
        languages: {},
        tag: 'compte-admin',
        subjects: [
          'compte admin',
          'demande de compte',
          'admin account',
          'administrator account',
          'account request',
        ],
        send: false,
        answerWithinHours: 24,
        warnBeforeHours: 4,
        openFrom: '09:00',
        openUntil: '18:00',
        properties: {
          requestState: 'passerelle-request',
          accountState: 'passerelle-account',
          dealOwner: 'passerelle-owner',
          link: 'passerelle-pipedrive',
        },
      },
      promises: {},
      conversion: {
        enabled: false,
        stages: {},
        activities: { call: 'call', meeting: 'meeting', task: 'task' },
        sendFrom: '09:00',
        sendUntil: '17:30',
        replies: 'owner',
        gapDays: 3,
        documentation: [],
        documents: [
          { fr: 'Les formulaires papier', en: 'The paper forms' },
          { fr: 'Les modèles d’attestation', en: 'The models of certificates' },
          { fr: 'Le détail du traitement des dossiers', en: 'How applications are handled' },
        ],
        blockedReasons: [
          { key: 'client-busy', label: { fr: 'Client indisponible', en: 'Client not available' } },
          { key: 'missing-feature', label: { fr: 'Fonction manquante', en: 'Missing feature' } },
          {
            key: 'decision-awaited',
            label: { fr: 'Décision attendue chez le client', en: 'Decision awaited' },
          },
          { key: 'other', label: { fr: 'Autre', en: 'Other' } },
        ],
      },
      followUps: [],
      templates: {},
      slack: { remindAfterDays: 1, escalateAfterDays: 2 },
    });
  });

  it('says where a follow-up is wrong, and gives its rule what was left out', () => {
    const steps =
      'steps: [{ kind: mail, template: follow-up-first, afterDays: 0 }, { kind: task, subject: Appeler, afterDays: 2 }]';
    const when = 'when: { steps: [documented], daysWithoutContact: 7 }';
    const { followUps } = readSettings(
      `followUps: [{ key: silent, label: Relance, ${when}, ${steps} }]`,
      'settings.yaml',
    );
    expect(followUps).toMatchObject([
      { once: true, when: { withoutNextActivity: false }, steps: [{}, { type: 'call' }] },
    ]);
    expect(complaintsOf(`followUps: [{ key: silent, label: Relance, steps: [{ kind: letter }] }]`)).toEqual([
      expect.stringMatching(/^followUps\.0\.steps\.0\.kind: /),
    ]);
    expect(complaintsOf('conversion: { sendFrom: "18:00" }')).toEqual([
      'conversion.sendUntil: expected a later time than the one mails begin at',
    ]);
  });

  it('E-35 has no priorities unless asked for, and then sensible ones', () => {
    expect(Settings.parse({ priority: {} }).priority).toEqual({
      fields: {},
      volumeAbove: 1000,
      deadlines: ['Dès que possible'],
      callType: 'call',
    });
    expect(complaintsOf('priority: { volumeAbove: many, field: x }')).toEqual([
      expect.stringMatching(/^priority\.volumeAbove: /),
      'priority.field: unknown key; remove it or correct its name',
    ]);
  });

  it('keeps the other defaults of a group of which one key is given', () => {
    const { pipelines, evidence } = Settings.parse({
      pipelines: { refused: 'Refus' },
      evidence: { remindAfterDays: 3 },
    });
    expect(pipelines).toEqual({ suspects: 'Suspects', organizations: 'Organismes', refused: 'Refus' });
    expect(evidence).toEqual({ remindAfterDays: 3, expireAfterDays: 21 });
  });

  it('compares addresses in their one form, and reads on and off as YAML leaves them', () => {
    const settings = readSettings('robotOwners: [11, Robot@Example.ORG]\nautoAccept: off', 'settings.yaml');
    expect(settings).toMatchObject({ robotOwners: [11, 'robot@example.org'], autoAccept: false });
    expect(readSettings('autoAccept: on', 'settings.yaml').autoAccept).toBe(true);
  });

  it('reads deciders by address and by role, and four-eyes for one decision alone', () => {
    const yaml =
      'deciders: [Vente@Example.ORG, { role: 2 }, { role: Commerciaux }]\nfourEyes: { refuse: on }';
    expect(readSettings(yaml, 'settings.yaml')).toMatchObject({
      deciders: ['vente@example.org', { role: 2 }, { role: 'Commerciaux' }],
      fourEyes: { accept: false, refuse: true },
    });
  });

  it('sends an accepted deal to "account created" of the suspects when no target is named', () => {
    expect(targetsOf(Settings.parse({ stages: { accountCreated: 'Compte créé' } }))).toEqual([
      { key: 'suspect', label: 'Suspect', pipeline: 'Suspects', stage: 'Compte créé' },
    ]);
    expect(targetsOf(Settings.parse({}))).toEqual([
      { key: 'suspect', label: 'Suspect', pipeline: 'Suspects' },
    ]);
    const own = { key: 'region', label: { fr: 'Région', en: 'Region' }, pipeline: 'Régions' };
    expect(targetsOf(Settings.parse({ targets: [own] }))).toEqual([own]);
  });

  it.each([
    ['undoSecond: 5', /^undoSecond: unknown key/],
    ['pipelines: { suspect: Suspects }', /^pipelines\.suspect: unknown key/],
    ['targets: [{ key: a, label: A, pipeline: P, etape: E }]', /^targets\.0\.etape: unknown key/],
    ['undoSeconds: -1', /^undoSeconds: .*0/],
    ['undoSeconds: "10"', /^undoSeconds: .*number/],
    ['locale: de', /^locale: .*"fr"\|"en"/],
    ['timeZone: Paris', /^timeZone: expected a time zone such as Europe\/Paris/],
    ['workingDays: [0]', /^workingDays\.0: /],
    ['holidays: [25/12/2026]', /^holidays\.0: /],
    ['deciders: [camille]', /^deciders\.0: expected an e-mail address/],
    ['deciders: [{ rôle: 2 }]', /^deciders\.0: expected an e-mail address, or \{ role: … \}/],
    ['fourEyes: { acept: on }', /^fourEyes\.acept: unknown key/],
    ['publicForm: { privacyUrl: "javascript:alert(1)" }', /^publicForm\.privacyUrl: /],
    ['publicForm: { sources: [{ key: Salon, label: A }] }', /^publicForm\.sources\.0\.key: expected lower/],
    ['robotOwners: [0]', /^robotOwners\.0: /],
    ['owners: { rule: fixed }', /^owners\.fixed: expected the Pipedrive user id or e-mail/],
    ['refusalReasons: []', /^refusalReasons: /],
    [
      'refusalReasons: [{ key: Trop Long, label: A }]',
      /^refusalReasons\.0\.key: expected lower-case letters/,
    ],
    ['refusalReasons: [{ key: a, label: { fr: A } }]', /^refusalReasons\.0\.label/],
    ['duplicateDeal: hide', /^duplicateDeal: /],
    [
      'slack: { channel: demandes }',
      /^slack\.channel: expected the id of a Slack channel such as C0123456789/,
    ],
    ['slack: { channel: "#demandes" }', /^slack\.channel: expected the id/],
    ['slack: { digestAt: 9h }', /^slack\.digestAt: expected a time such as "09:00"/],
    ['helpscout: { inboxes: [] }', /^helpscout\.inboxes: /],
    ['helpscout: { openFrom: 9h }', /^helpscout\.openFrom: expected a time such as "09:00"/],
    ['helpscout: { properties: { link: a b } }', /^helpscout\.properties\.link: expected letters, digits/],
    [
      'helpscout: { answerWithinHours: 4 }',
      /^helpscout\.warnBeforeHours: expected fewer hours than the first/,
    ],
    ['helpscout: { openFrom: "18:00" }', /^helpscout\.openUntil: expected a later time than the one/],
    ['savedReplies: { valid: "" }', /^savedReplies\.valid: /],
    ['savedReplies: { a b: Refus }', /^savedReplies\.a b: /],
  ])('stops at %s with the path of the key', (yaml, complaint) => {
    expect(complaintsOf(yaml)).toEqual([expect.stringMatching(complaint)]);
  });

  it('tells every wrong key at once', () => {
    expect(complaintsOf('undoSecond: 5\nlocale: de\nautoAccept: maybe')).toHaveLength(3);
  });
});
