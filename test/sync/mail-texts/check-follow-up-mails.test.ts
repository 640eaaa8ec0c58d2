import { expect, it } from 'vitest';
import { followUpMails } from '#core/emails/conversion-mails.ts';
import { mailCatalogue } from '#core/emails/index.ts';
import { Settings } from '#core/settings.ts';
import { mailTextProblems } from '#sync/mail-texts/check-mail-texts.ts';

const own = { subject: 'Nouveautés', text: 'Bonjour {{ personName }}' };

/** What is said of settings with one rule that sends these mails. */
function problemsOf(mails: string[], more: Record<string, unknown> = {}) {
  const call = { kind: 'task', type: 'call', subject: 'Appeler', afterDays: 2 };
  const steps = [call, ...mails.map((template) => ({ kind: 'mail', template, afterDays: 1 }))];
  const followUps = [{ key: 'silent', label: 'Sans nouvelles', steps }];
  return mailTextProblems(Settings.parse({ followUps, ...more }), 'fr');
}

it('finds nothing wrong with the mails of the house that are made for it, nor with a text of one’s own', () => {
  expect(problemsOf([...followUpMails])).toEqual([]);
  expect(problemsOf(['spring-news'], { templates: { 'spring-news': { fr: own } } })).toEqual([]);
});

it('names an unknown mail beside its step, with the nearest', () => {
  expect(problemsOf(['follow-up-frist'])).toEqual([
    expect.objectContaining({
      path: 'followUps.0.steps.1.template',
      title: 'Mail inconnu : « follow-up-frist »',
      nearest: 'follow-up-first',
      severity: 'error',
    }),
  ]);
});

it('refuses mails that need more than a follow-up knows', () => {
  for (const mail of ['welcome', 'refusal', 'promise-soon', 'step-2-existing-procedure'])
    expect(problemsOf([mail])).toEqual([
      expect.objectContaining({ path: 'followUps.0.steps.1.template', severity: 'error' }),
    ]);
});

it('wants a text of one’s own in the company’s language', () => {
  const templates = { 'spring-news': { en: own } };
  expect(problemsOf(['spring-news'], { templates })).toEqual([
    expect.objectContaining({
      path: 'followUps.0.steps.1.template',
      detail: expect.stringContaining('templates.spring-news.fr'),
    }),
  ]);
  expect(problemsOf(['spring-news'], { templates, locale: 'en' })).toEqual([]);
});

it('still tells of a text that no mail uses', () => {
  expect(problemsOf([], { templates: { 'spring-news': { fr: own } }, followUps: [] })).toEqual([
    expect.objectContaining({ path: 'templates.spring-news', title: 'Mail inconnu' }),
  ]);
});

it('offers follow-ups no mail with a variable that they do not know', () => {
  const known: readonly string[] = mailCatalogue['follow-up-first'].variables;
  for (const key of followUpMails)
    expect(mailCatalogue[key].variables.filter((name) => !known.includes(name))).toEqual([]);
});
