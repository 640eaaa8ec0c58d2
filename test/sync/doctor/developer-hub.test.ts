import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { developerHub, hubLimits, missingScopes } from '#sync/doctor/developer-hub.ts';
import { developerHubPage } from '#sync/doctor/developer-hub-page.ts';
import { root } from '../../architecture/source-files.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const hub = developerHub('https://passerelle.example.org/');

describe('the values for the Developer Hub', () => {
  it('are those on the page of the docs', () => {
    expect(read('docs/developer-hub.md')).toBe(developerHubPage());
  });

  it('bear names and descriptions that the Developer Hub takes', () => {
    for (const { name, description } of hub.extensions) {
      expect([...name].length).toBeLessThanOrEqual(hubLimits.name);
      expect([...description].length).toBeLessThanOrEqual(hubLimits.description);
    }
  });

  it('lead to pages that the service has', () => {
    const built = read('apps/pipedrive-extension/vite.config.ts');
    for (const { path, url } of hub.extensions) {
      expect(url).toBe(`https://passerelle.example.org${path}`);
      const page = path.replace('/surfaces/pipedrive/', '');
      expect(built).toContain(`'${page}.html'`);
    }
  });

  it('name the modals as our surfaces open them', () => {
    const host = read('apps/pipedrive-extension/src/host/connect.ts');
    const ids = hub.extensions.flatMap(({ actionId }) => actionId ?? []);
    expect(ids.length).toBeGreaterThan(1);
    for (const id of ids) expect(host).toContain(`'${id}'`);
  });

  it('stay within one panel for each view and one settings page', () => {
    const of = (kind: string) => hub.extensions.filter((one) => one.kind === kind).map(({ views }) => views);
    expect(new Set(of('custom panel')).size).toBe(of('custom panel').length);
    expect(of('app settings page')).toHaveLength(1);
  });

  it('stay within the three actions that a view takes (pipedrive.md 4.1)', () => {
    const actions = hub.extensions.filter(({ kind }) => kind === 'custom modal' || kind === 'link action');
    const views = actions.flatMap((action) => action.views.split(', '));
    const full = [...new Set(views)].filter((view) => views.filter((each) => each === view).length > 3);
    expect(full).toEqual([]);
  });
});

describe('the scopes of a token', () => {
  it('are complete with all that we ask for', () => {
    const granted = hub.scopes.map(({ scope }) => scope);
    expect(missingScopes(granted)).toEqual({ needed: [], optional: [] });
  });

  it('tell needed ones from those that are not offered to every app', () => {
    expect(missingScopes(['base', 'deals:full', 'contacts:read', 'activities:full', 'users:read'])).toEqual({
      needed: ['contacts:full', 'admin'],
      optional: ['webhooks:full'],
    });
  });
});
