import type { DecisionChoices, RequestView } from '#core/contract/request-view.ts';
import { stepText } from '#core/processes/account-request/journal-texts.ts';
import { surfaceText } from '#core/processes/account-request/texts.ts';
import { outside } from './block-text.ts';
import { dateToken, momentWords } from './dates.ts';
import { shares } from './limits.ts';
import { type MessageTexts, messageTexts } from './texts.ts';
import type { Wording } from './wording.ts';

/** Who asks, for titles and lists, as it came: the organization, else the person. */
export function askerName({ organization, person }: RequestView): string {
  return organization?.name?.trim() || person.name.trim() || '–';
}

/** Whether the request still waits for people. */
export function isOpenStep({ step }: RequestView): boolean {
  return step === 'incomplete' || step === 'pending' || step === 'awaiting-evidence';
}

/** Effects that people should look at. */
export function failedEffects({ effects }: RequestView): RequestView['effects'] {
  return effects.filter(({ state, problem }) => state === 'dead-letter' || (state === 'retrying' && problem));
}

/** Whether a promised answer is overdue. */
export function isLate(request: RequestView, promisedAt: string | null, { now }: Wording): boolean {
  return promisedAt !== null && isOpenStep(request) && Date.parse(promisedAt) < now.getTime();
}

/** "Mairie de Plouzané (Awa Diallo, awa@…)", for markup: who asks in one line. */
export function askerLine(request: RequestView, isRestricted: boolean, { language }: Wording): string {
  if (isRestricted) return messageTexts[language].restricted;
  const { organization, person } = request;
  const name = outside(person.name, shares.name);
  const email = person.email === null ? '' : outside(person.email, shares.line);
  if (!organization?.name?.trim()) return email ? `${name} (${email})` : name;
  const inside = [name, email].filter((text) => text !== '').join(', ');
  return `${outside(organization.name, shares.line)}${inside && ` (${inside})`}`;
}

/** "Refusée : Particulier ou entreprise, par Camille depuis Slack, 14:03": where a request stands, for markup; dates in `words` for notifications. */
export function standingLine(request: RequestView, wording: Wording, date: 'token' | 'words'): string {
  const { language } = wording;
  const texts = messageTexts[language];
  if (request.proposal) return texts.proposalShort(outside(request.proposal.by, shares.name));
  const isTold = !isOpenStep(request) && request.decision;
  const words = isTold ? outside(request.decision ?? '', shares.line) : stepText(request.step, language);
  const by = isTold && request.step !== 'withdrawn' ? decidersLine(request, wording, date) : '';
  const failed = failedEffects(request).length;
  return [words, ...(by ? [by] : []), ...(failed ? [texts.failures(failed)] : [])].join(', ');
}

/** "par Camille depuis Slack, 14:03": who decided, from where and when; empty when nobody did. */
export function decidersLine(request: RequestView, wording: Wording, date: 'token' | 'words'): string {
  const { decidedAt, decidedBy, decidedFrom } = request;
  if (decidedAt === null || !decidedBy) return '';
  const texts = messageTexts[wording.language];
  const at = date === 'token' ? dateToken(decidedAt, wording) : momentWords(decidedAt, wording);
  const by = outside(decidedBy, shares.name);
  if (!decidedFrom) return texts.decidedAlone(by, at);
  return texts.decidedBy(by, outside(surfaceText(decidedFrom, wording.language), shares.name), at);
}

/** "Formulaire public (Salon des maires)": where a request came from, as it came. */
export function sourceWords(source: string, known: DecisionChoices['sources'], texts: MessageTexts): string {
  if (source === 'pipedrive' || source === 'sweep') return 'Pipedrive';
  if (source === 'phone' || source === 'event') return texts.sources[source];
  const isForm = source === formSource || source.startsWith(`${formSource}/`);
  const code = isForm ? source.slice(formSource.length + 1) : source;
  const name = known.find(({ key }) => key === code)?.label ?? code;
  return isForm ? `${texts.sources.form}${name && ` (${name})`}` : name;
}

const formSource = 'request-form';
