import { describe, expect, it } from 'vitest';
import type { Company } from '#core/company.ts';
import { Settings } from '#core/settings.ts';
import { createMailComposer, type MailedAccount } from '#sync/effect-handlers/send-email.ts';

const compose = createMailComposer('contact@example.org');
const link = 'https://comptes.example.org/activer/secret';
const welcome = {
  kind: 'send-email' as const,
  template: 'welcome',
  to: 'accueil@mairie.example.org',
  language: 'fr' as const,
  variables: { personName: 'Personne Essai', organizationName: 'Mairie', ownerName: '' },
};

function company(settings: object = {}): Company {
  return {
    ...({} as Company),
    id: '1',
    settings: Settings.parse(settings),
    staff: [],
    pipelines: [],
    stages: [],
  };
}

function mailed(
  more: Partial<MailedAccount> & { state?: 'invited' | 'active' | 'expired' } = {},
): MailedAccount {
  const { state = 'invited', ...rest } = more;
  const account = { id: 'a', userName: 'x', state, activationLink: link, activationExpiresAt: null };
  return { account, created: true, email: welcome.to, ...rest };
}

const says = (words: { text: string; html: string }) => words.text + words.html;

describe('the welcome mail', () => {
  it('bears the activation link of the account that was created', () => {
    expect(says(compose(welcome, company(), mailed()))).toContain(link);
  });

  it('bears the link of an invited account found by the very address it goes to', () => {
    expect(says(compose(welcome, company(), mailed({ created: false })))).toContain(link);
  });

  it('never bears the link of an account found by another address', () => {
    const other = mailed({ created: false, email: 'direction@mairie.example.org' });
    expect(says(compose(welcome, company(), other))).not.toContain(link);
  });

  it('bears no link for an account that was active before, whatever the company wrote for new ones', () => {
    const own = {
      templates: { welcome: { fr: { subject: 'Bienvenue', text: 'Activez : {{ activationLink }}' } } },
    };
    const words = compose(welcome, company(own), mailed({ created: false, state: 'active' }));
    expect(says(words)).not.toContain('Activez');
    expect(says(compose(welcome, company(own), mailed()))).toContain(`Activez : ${link}`);
  });
});

describe('the refusal mail', () => {
  const refusal = {
    ...welcome,
    template: 'refusal-individual',
    variables: { ...welcome.variables, reasonLabel: 'Particulier', note: '' },
  };

  it('takes the text of its reason, else the company’s one refusal, else the house’s', () => {
    const text = (words: string) => ({ fr: { subject: 'Refus', text: words } });
    const both = { templates: { 'refusal-individual': text('pour ce motif'), refusal: text('pour tous') } };
    expect(compose(refusal, company(both), null).text).toContain('pour ce motif');
    expect(compose(refusal, company({ templates: { refusal: text('pour tous') } }), null).text).toContain(
      'pour tous',
    );
    expect(compose(refusal, company(), null).text).toContain('Particulier');
  });

  it('escapes what people wrote in the HTML body', () => {
    const noted = { ...refusal, variables: { ...refusal.variables, note: '<img src=x onerror=alert(1)>' } };
    expect(compose(noted, company(), null).html).not.toContain('<img src=x');
  });
});

it('an unknown mail is a mistake of ours, not a welcome', () => {
  expect(() => compose({ ...welcome, template: 'unknown' }, company(), null)).toThrow(/no mail/);
});
