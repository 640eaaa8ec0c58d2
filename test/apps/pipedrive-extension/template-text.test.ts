import { describe, expect, it } from 'vitest';
import type { TemplateView } from '#core/contract/templates-view.ts';
import {
  editedTemplate,
  nearestVariable,
  renamedVariable,
  shownTemplate,
  unknownVariables,
  withoutTemplate,
  withVariable,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/template-text.ts';

describe('mail texts', () => {
  const item: TemplateView = {
    key: 'welcome',
    label: 'Bienvenue',
    group: 'request',
    isForFollowUps: false,
    language: 'fr',
    subject: 'Objet',
    text: 'Texte',
    html: '<p>Texte</p>',
    isDefault: true,
    variables: [],
  };
  const own = { subject: 'A', text: 'B' };
  const withOwn = { templates: { welcome: { fr: own, en: own }, refusal: { fr: own } } };

  it('put a variable in place of what is selected', () => {
    expect(withVariable('Bonjour X !', 8, 9, 'personName')).toEqual({
      text: 'Bonjour {{ personName }} !',
      caret: 24,
    });
  });

  it('find the variables that a mail does not know, but not the text’s own', () => {
    const text =
      '{{personName}} {{- nom | upcase }} {% for line in lines %}{{ line.x }}{{forloop.index}}{% endfor %}';
    expect(unknownVariables(text, ['personName'])).toEqual(['nom']);
    expect(unknownVariables('{% assign a = 1 %}{{ a }} {{ prénom }} {{ prénom }}', [])).toEqual(['prénom']);
  });

  it('offer the nearest name, and rename that variable alone', () => {
    const known = ['personName', 'organizationName', 'note'];
    expect(nearestVariable('personNom', known)).toBe('personName');
    expect(nearestVariable('xyz', known)).toBeNull();
    expect(renamedVariable('{{ nom }} {{nomade}} nom {{- nom }}', 'nom', 'note')).toBe(
      '{{ note }} {{nomade}} nom {{- note }}',
    );
  });

  it('show the company’s text, else the house’s, else say that it comes back', () => {
    expect(shownTemplate(item, {}).origin).toBe('house');
    expect(shownTemplate(item, withOwn)).toEqual({ ...own, html: '', origin: 'own' });
    expect(shownTemplate({ ...item, isDefault: false }, {}).origin).toBe('restored');
    const original = { subject: 'Maison', text: '', html: '' };
    expect(shownTemplate({ ...item, isDefault: false, original }, {})).toEqual({
      ...original,
      origin: 'house',
    });
  });

  it('leave the house’s HTML when its text changes, and an empty one altogether', () => {
    const house = shownTemplate(item, {});
    expect(editedTemplate(house, 'text', 'Autre')).toEqual({ subject: 'Objet', text: 'Autre' });
    expect(editedTemplate(house, 'subject', 'Autre')).toMatchObject({ html: '<p>Texte</p>' });
    expect(editedTemplate({ ...house, origin: 'own' }, 'text', 'Autre')).toMatchObject({
      html: '<p>Texte</p>',
    });
    expect(editedTemplate(house, 'html', '')).not.toHaveProperty('html');
  });

  it('go back to the house’s text one language at a time', () => {
    expect(withoutTemplate(withOwn, item)).toEqual({ welcome: { en: own }, refusal: { fr: own } });
    expect(withoutTemplate(withOwn, { ...item, key: 'refusal' })).toEqual({ welcome: { fr: own, en: own } });
  });
});
