import type { ReactNode } from 'react';
import type { AccountView, ConversationMatch } from '#core/contract/conversation-view.ts';
import { Badge } from '../../../components/badge.tsx';
import { OutsideLink } from '../../../components/outside-link.tsx';
import { dayWords, sizeWords } from '../../../dates.ts';
import { accountStatus } from '../badges.ts';
import { addressesOf } from '../view-model.ts';
import { useWords } from '../words-context.ts';
import { useDesk } from './desk.ts';
import { viewTexts } from './texts.ts';

/** Who asks for what since when, and what of it exists already. */
export function RequestFacts({ match }: { match: ConversationMatch }) {
  const { t, language } = useWords(viewTexts);
  const { t: common } = useWords();
  const { view } = useDesk();
  const { request, deal, account } = match;
  const organization = request.organization?.name;
  return (
    <dl className="facts">
      {organization && <Fact name={t('organization')}>{organization}</Fact>}
      {deal && (
        <Fact name={t('deal')}>
          <OutsideLink to={deal.url} title={common('new_tab', { title: deal.title })}>
            {deal.title}
          </OutsideLink>
        </Fact>
      )}
      {deal?.owner && <Fact name={t('owner')}>{deal.owner}</Fact>}
      <Fact name={t('addresses')}>
        <ul className="list">
          {addressesOf(match, view.customer).map((address) => (
            <li key={address}>{address}</li>
          ))}
        </ul>
      </Fact>
      <Fact name={t('received')}>{dayWords(request.submittedAt, language)}</Fact>
      {account && (
        <Fact name={t('account')}>
          <Account account={account} />
        </Fact>
      )}
      {request.documents.length > 0 && (
        <Fact name={t('documents')}>
          <Documents documents={request.documents} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The state as a badge; what the service says beside it, after a dot, below. */
function Account({ account: { state, text } }: { account: AccountView }) {
  const [name = '', ...details] = text.split(' · ');
  return (
    <>
      <Badge status={accountStatus[state]}>{name}</Badge>
      {details.map((detail) => (
        <span key={detail} className="hint">
          {detail.charAt(0).toUpperCase() + detail.slice(1)}
        </span>
      ))}
    </>
  );
}

function Documents({ documents }: { documents: ConversationMatch['request']['documents'] }) {
  const { t: common, language } = useWords();
  return (
    <ul className="list">
      {documents.map(({ name, url, size, at }) => (
        <li key={`${name} ${at}`}>
          <OutsideLink to={url} title={common('new_tab', { title: name })}>
            {name}
          </OutsideLink>{' '}
          <span className="hint">{sizeWords(size, language)}</span>
        </li>
      ))}
    </ul>
  );
}
