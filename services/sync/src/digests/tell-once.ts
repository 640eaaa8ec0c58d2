import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import type { StaffMember } from '#core/model/staff-member.ts';
import { OutsideError } from '../connectors/errors.ts';
import type { Mailer } from '../connectors/mail/client.ts';
import { directChannel } from '../connectors/slack/direct-channel.ts';
import { maybeSent } from '../connectors/slack/errors.ts';
import { type WeekSection, weekDigestMessage } from '../connectors/slack/messages/week-digest.ts';
import type { Slack } from '../connectors/slack/port.ts';
import type { ComposeMail } from '../effect-handlers/send-email.ts';
import { messageDomain } from '../effect-handlers/send-once.ts';
import type { Log } from '../log.ts';
import type { Schema } from '../store/schema.ts';
import { giveWeekDigestBack, takeWeekDigest } from '../store/week-digests.ts';
import { weekLines, weekTitle } from './week-words.ts';

/** The ways to a colleague. */
export interface TellingParts {
  db: Kysely<Schema>;
  /** Undefined for a company without Slack, or as long as it does not answer. */
  slackOf(companyId: string): { slack: Slack } | undefined;
  mailer: Pick<Mailer, 'send'>;
  compose: ComposeMail;
  /** The sender of the service. */
  mailFrom: string;
  log: Log;
}

/** The digest of one owner; `day` names the week. */
export interface OwnersDigest {
  owner: StaffMember;
  day: string;
  sections: readonly WeekSection[];
}

/**
 * Tells an owner of their week, in Slack where they are known there, else by mail. That it was sent is noted before: a
 * node that dies in between leaves a digest that never came, and none that came twice.
 *
 * @returns 'later': it certainly was not sent, and may be tried again; 'over': it was, or never will be
 */
export async function tellOnce(
  parts: TellingParts,
  company: Company,
  digest: OwnersDigest,
): Promise<'over' | 'later'> {
  const { db, log } = parts;
  const key = { company: company.id, staffId: digest.owner.id, day: digest.day };
  if (!(await takeWeekDigest(db, key))) return 'over';
  try {
    if (!(await toldInSlack(parts, company, digest))) await mail(parts, company, digest);
    return 'over';
  } catch (error) {
    const { word, unclear = false } = error instanceof OutsideError ? error.failure : {};
    const isPassing = word === 'retry-later' || word === 'sign-in-again';
    if (!unclear && isPassing) await giveWeekDigestBack(db, key);
    log.warn(
      { ...key, error: error instanceof Error ? error.message : '' },
      'a digest of the week was not sent',
    );
    return !unclear && isPassing ? 'later' : 'over';
  }
}

/** @returns false when it certainly was not said */
async function toldInSlack(
  { slackOf }: TellingParts,
  { id, settings }: Company,
  { owner, sections }: OwnersDigest,
): Promise<boolean> {
  const place = slackOf(id);
  if (!place) return false;
  const { slack } = place;
  try {
    const channel = await directChannel(slack, owner.email);
    if (channel === null) return false;
    await slack.postMessage({ channel, message: weekDigestMessage(weekTitle(settings.locale), sections) });
    return true;
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return maybeSent(error);
  }
}

async function mail(
  { mailer, compose, mailFrom }: TellingParts,
  company: Company,
  { owner, day, sections }: OwnersDigest,
): Promise<void> {
  const { locale: language } = company.settings;
  const { email: to } = owner;
  const variables = { lines: weekLines(sections) };
  const words = compose(
    { kind: 'send-email', template: 'week-digest', to, language, variables },
    company,
    null,
  );
  const messageId = `<week.${company.id}.${owner.id}.${day}@${messageDomain(mailFrom)}>`;
  await mailer.send({ ...words, to, language, messageId }, { beforeHandover: async () => undefined });
}
