import type { RequestView } from '#core/contract/request-view.ts';
import { LinkButton } from '../../components/button.tsx';
import { useLanguage, useTexts } from '../../components/language-context.ts';
import { PageBox, RowBox } from '../../components/list/selection-boxes.tsx';
import { PriorityBadge } from '../../components/request/priority-badge.tsx';
import type { Records } from '../../components/request/records.ts';
import { StepBadge } from '../../components/request/step-badge.tsx';
import { ageWords, fullMomentWords } from '../../dates.ts';
import { useNow } from '../../hooks/use-now.ts';
import { SortHeader } from './sort-header.tsx';
import { requestsTexts } from './texts.ts';
import type { PageModel } from './use-page.ts';

/** How often the ages on screen are renewed. */
const clockEveryMs = 15_000;

const columns = [
  { name: 'organization', sort: 'organization' },
  { name: 'person', sort: 'name' },
  { name: 'email', sort: null },
  { name: 'step', sort: 'step' },
  { name: 'received', sort: 'submittedAt' },
  { name: 'deal', sort: null },
  { name: 'decidedBy', sort: 'decidedAt' },
] as const;

interface TableProps {
  page: PageModel;
  items: readonly RequestView[];
  records: Records;
  mayDecide: boolean;
  nowMs: () => number;
}

/** The requests, newest facts in place: a refresh never moves the focus or the open row. */
export function RequestTable({ page, items, records, mayDecide, nowMs }: TableProps) {
  const texts = useTexts(requestsTexts);
  const now = useNow(nowMs, clockEveryMs);
  return (
    <table ref={page.table}>
      <caption className="visually-hidden">{texts.title}</caption>
      <thead>
        <tr>
          {mayDecide && <PageBox selection={page.selection} label={texts.selectPage} />}
          {columns.map(({ name, sort }) => (
            <SortHeader key={name} className={`col-${name}`} words={texts[name]} sort={sort} page={page} />
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.id} item={item} page={page} records={records} mayDecide={mayDecide} now={now} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Omit<TableProps, 'items' | 'nowMs'> {
  item: RequestView;
  now: number;
}

function Row({ item, page, records, mayDecide, now }: RowProps) {
  const { openPerson } = records;
  const texts = useTexts(requestsTexts);
  const language = useLanguage();
  const isOpen = page.openId === item.id;
  const { organization, person } = item;
  return (
    <tr data-row={item.id} aria-current={isOpen || undefined}>
      {mayDecide && (
        <RowBox
          selection={page.selection}
          id={item.id}
          label={texts.select(organization?.name ?? person.name)}
        />
      )}
      <th scope="row" className="col-organization">
        <button
          type="button"
          className="row-button"
          data-opens=""
          aria-expanded={isOpen}
          title={texts.details(organization?.name ?? person.name)}
          onClick={() => (isOpen ? page.close() : page.open(item.id))}
        >
          {organization?.name ?? (
            <span className="missing">{organization ? texts.organizationUnread : texts.noOrganization}</span>
          )}
        </button>
      </th>
      <td className="col-person">
        <LinkButton
          label={texts.openPerson(person.name)}
          onClick={openPerson && (() => openPerson(person.id))}
        >
          {person.name}
        </LinkButton>
      </td>
      <td className="col-email" title={person.email ?? undefined}>
        {person.email ?? <span className="missing">{texts.noEmail}</span>}
      </td>
      <td className="col-step">
        <StepBadge step={item.step} /> <PriorityBadge priority={item.priority} />
      </td>
      <td className="col-received">
        <time dateTime={item.submittedAt} title={fullMomentWords(item.submittedAt, language)}>
          {ageWords(item.submittedAt, now, language)}
        </time>
      </td>
      <td className="col-deal">
        <DealLink item={item} records={records} />
      </td>
      <td className="col-decidedBy" title={item.decidedBy ?? undefined}>
        {item.decidedBy}
      </td>
    </tr>
  );
}

function DealLink({
  item: { dealId, dealTitle },
  records: { openDeal },
}: Pick<RowProps, 'item' | 'records'>) {
  const texts = useTexts(requestsTexts);
  if (dealId === null || dealTitle === null) return null;
  return (
    <LinkButton label={texts.openDeal(dealTitle)} onClick={openDeal && (() => openDeal(dealId))}>
      {dealTitle}
    </LinkButton>
  );
}
