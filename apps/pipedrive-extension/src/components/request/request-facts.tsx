import type { ReactNode } from 'react';
import type { RequestDetails } from '#core/contract/request-view.ts';
import { ageWords, fullMomentWords } from '../../dates.ts';
import { LinkButton } from '../button.tsx';
import { useLanguage, useTexts } from '../language-context.ts';
import { PriorityBadge } from './priority-badge.tsx';
import type { Records } from './records.ts';
import { StepBadge } from './step-badge.tsx';
import { requestTexts } from './texts.ts';
import { sirenWords } from './view-model.ts';

interface FactsProps {
  details: RequestDetails;
  now: number;
  records: Records;
}

/** Who asks, for which organization, since when, and how to reach them. */
export function RequestFacts({ details, now, records }: FactsProps) {
  const texts = useTexts(requestTexts);
  const language = useLanguage();
  const { organization, person, account } = details;
  return (
    <section className="facts">
      <p className="standing">
        <StepBadge step={details.step} />
        <PriorityBadge priority={details.priority} />
        <time
          className="hint"
          dateTime={details.submittedAt}
          title={fullMomentWords(details.submittedAt, language)}
        >
          {texts.received(ageWords(details.submittedAt, now, language))}
        </time>
      </p>
      <h2 className={organization?.name ? 'name' : 'name missing'}>
        {organization?.name ?? (organization ? texts.organizationUnread : texts.noOrganization)}
      </h2>
      {organization?.siren && <p className="hint">{texts.siren(sirenWords(organization.siren))}</p>}
      <dl>
        <Person details={details} records={records} />
        <Email details={details} />
        {person.phone && (
          <Fact name={texts.phone}>
            <a href={`tel:${person.phone.replace(/[^+\d]/g, '')}`}>{person.phone}</a>
          </Fact>
        )}
        <Deal details={details} records={records} />
        {account && (
          <Fact name={texts.accountLabel}>
            {texts.account[account.state]}
            {details.activationSentAgainAt && (
              <span className="hint">
                {texts.activationSentAgain(ageWords(details.activationSentAgainAt, now, language))}
              </span>
            )}
          </Fact>
        )}
        <DeskLinks
          name={texts.conversations}
          links={details.conversations.map(({ number, url }) => ({ url, text: texts.conversation(number) }))}
        />
        <DeskLinks
          name={texts.documents}
          links={details.documents.map(({ name, url }) => ({ url, text: name }))}
        />
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What stands in the help desk opens there. */
function DeskLinks({ name, links }: { name: string; links: { url: string; text: string }[] }) {
  if (links.length === 0) return null;
  return (
    <Fact name={name}>
      {links.map(({ url, text }) => (
        <a key={`${url} ${text}`} className="desk-link" href={url} target="_blank" rel="noreferrer">
          {text}
        </a>
      ))}
    </Fact>
  );
}

function Person({ details: { person }, records: { here, openPerson } }: Omit<FactsProps, 'now'>) {
  const texts = useTexts(requestTexts);
  const isHere = here?.resource === 'person' && here.id === person.id;
  return (
    <Fact name={texts.person}>
      {isHere ? (
        person.name
      ) : (
        <LinkButton
          label={texts.openPerson(person.name)}
          onClick={openPerson && (() => openPerson(person.id))}
        >
          {person.name}
        </LinkButton>
      )}
    </Fact>
  );
}

function Email({ details: { person } }: Pick<FactsProps, 'details'>) {
  const texts = useTexts(requestTexts);
  const others = person.emails.filter((email) => email !== person.email);
  return (
    <Fact name={texts.email}>
      {person.email === null ? (
        <>
          <span className="missing">{texts.noEmail}</span>
          <span className="hint">{texts.noEmailHint}</span>
        </>
      ) : (
        <a href={`mailto:${person.email}`} target="_blank" rel="noreferrer">
          {person.email}
        </a>
      )}
      {others.length > 0 && <span className="hint">{texts.otherEmails(others.join(', '))}</span>}
    </Fact>
  );
}

function Deal({ details: { dealId, dealTitle }, records: { here, openDeal } }: Omit<FactsProps, 'now'>) {
  const texts = useTexts(requestTexts);
  const isHere = here?.resource === 'deal' && here.id === dealId;
  if (dealId === null || dealTitle === null || isHere) return null;
  return (
    <Fact name={texts.deal}>
      <LinkButton label={texts.openDeal(dealTitle)} onClick={openDeal && (() => openDeal(dealId))}>
        {dealTitle}
      </LinkButton>
    </Fact>
  );
}
