import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import type { Language } from '#core/model/localized.ts';
import { developerHub } from './developer-hub.ts';

/** The values to enter in the Developer Hub: nothing can be checked there, so they are shown. */
export function showDeveloperHub(publicUrl: string, reader: Language): DoctorCheck[] {
  const { callbackUrl, scopes, extensions } = developerHub(publicUrl);
  const show = (name: string, detail: string): DoctorCheck => ({
    area: 'developer-hub',
    name,
    state: 'ok',
    detail,
    fix: null,
    who: null,
  });
  const words = {
    fr: { callback: 'URL de rappel (callback)', action: 'identifiant d’action' },
    en: { callback: 'Callback URL', action: 'action id' },
  }[reader];
  return [
    show(words.callback, callbackUrl),
    show('Scopes', scopes.map(({ scope }) => scope).join(', ')),
    ...extensions.map(({ kind, views, name, actionId, url }) => {
      const action = actionId ? `, ${words.action} ${actionId}` : '';
      return show(`${kind} (${views})`, `${name} → ${url}${action}`);
    }),
  ];
}
