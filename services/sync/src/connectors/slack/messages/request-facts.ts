import type { MrkdwnElement, SectionBlock } from '@slack/types';
import type { DecisionChoices, RequestView } from '#core/contract/request-view.ts';
import { emailLink, link, mrkdwn, outside } from './block-text.ts';
import { fittingLines, section } from './blocks.ts';
import { dateToken, dayWords } from './dates.ts';
import { shares } from './limits.ts';
import { isLate, isOpenStep, sourceWords } from './request-words.ts';
import { type MessageTexts, messageTexts } from './texts.ts';
import type { Wording } from './wording.ts';

interface FactsInput {
  request: RequestView;
  restricted: boolean;
  choices: Pick<DecisionChoices, 'sources'>;
  promisedAt: string | null;
  dealUrl: string | null;
}

/** Who asks, how to reach them, where it came from, since when and until when an answer is promised. */
export function factsBlock(input: FactsInput, wording: Wording): SectionBlock {
  const texts = messageTexts[wording.language];
  const { request, choices, restricted } = input;
  const source = outside(sourceWords(request.source, choices.sources, texts), shares.line);
  const facts = [
    ...(restricted ? [] : askerFacts(input, texts)),
    fact(texts.source, source),
    fact(texts.received, dateToken(request.submittedAt, wording)),
    ...promiseFacts(input, wording),
    ...(request.account ? [fact(texts.accountLabel, texts.account[request.account.state])] : []),
  ];
  return { type: 'section', fields: facts };
}

/** What the evidence says and why, and what is worth a look before deciding. */
export function findingBlocks(request: RequestView, isRestricted: boolean, wording: Wording): SectionBlock[] {
  const texts = messageTexts[wording.language];
  const { verdict, step } = request;
  const isDecided = !isOpenStep(request) || step === 'incomplete';
  const [reasons, warnings] = isRestricted ? [[], []] : [request.reasons, request.warnings];
  // What never came is no news once the decision is taken.
  if (verdict === 'unknown' && isDecided && reasons.length + warnings.length === 0) return [];
  const isBare = verdict === 'unknown' && request.reasons.length === 0;
  const listed = (lines: string[]) => lines.map((line) => `• ${outside(line, shares.line)}`);
  const why = isBare ? [texts.verdictUnknown] : listed(reasons);
  return [
    ...section(fittingLines(`*${texts.verdict[verdict]}*`, why, texts.more)),
    ...section(fittingLines(warnings.length ? `*${texts.warnings}*` : '', listed(warnings), texts.more)),
  ];
}

function askerFacts({ request, dealUrl }: FactsInput, texts: MessageTexts): MrkdwnElement[] {
  const { person, organization, dealTitle } = request;
  const missing = organization === null ? texts.noOrganization : texts.organizationUnread;
  const others = person.emails.filter((email) => email !== person.email).join(', ');
  const email = person.email === null ? texts.noEmail : emailLink(person.email, 600);
  const title = dealTitle === null ? '' : outside(dealTitle, shares.line);
  return [
    ...(organization?.name?.trim() ? [] : [fact(texts.organization, missing)]),
    fact(texts.person, outside(person.name, shares.line) || '–'),
    fact(texts.email, others ? `${email}\n${texts.otherEmails(outside(others, shares.line))}` : email),
    ...(person.phone ? [fact(texts.phone, outside(person.phone, shares.name))] : []),
    ...(title ? [fact(texts.deal, dealUrl === null ? title : link(dealUrl, title))] : []),
  ];
}

function promiseFacts({ request, promisedAt }: FactsInput, wording: Wording): MrkdwnElement[] {
  if (promisedAt === null || !isOpenStep(request)) return [];
  const texts = messageTexts[wording.language];
  const at = dayWords(promisedAt, wording);
  return [fact(texts.promised, isLate(request, promisedAt, wording) ? texts.promisedLate(at) : at)];
}

function fact(name: string, words: string): MrkdwnElement {
  return mrkdwn(`*${name}*\n${words}`);
}
