import type { ConversionView } from '#core/contract/conversion-view.ts';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { PageBox, RowBox } from '../../../components/list/selection-boxes.tsx';
import { fullMomentWords } from '../../../dates.ts';
import { dayWords, fullDayWords } from '../../../days.ts';
import { clientName } from '../client-name.ts';
import { pipelineTexts } from '../texts.ts';
import { processTexts } from './texts.ts';
import type { ListModel } from './use-list.ts';

const columns = ['client', 'where', 'owner', 'promise', 'followUp', 'days'] as const;

interface TableProps {
  list: ListModel;
  items: readonly ConversionView[];
  today: string;
  openDeal: ((dealId: number) => void) | null;
}

/** The customers, newest facts in place: a refresh never moves the focus. */
export function ConversionTable({ list, items, today, openDeal }: TableProps) {
  const texts = useTexts(processTexts);
  return (
    <table ref={list.table}>
      <caption className="visually-hidden">{texts.list}</caption>
      <thead>
        <tr>
          <PageBox selection={list.selection} label={texts.selectPage} />
          {columns.map((name) => (
            <th key={name} scope="col" className={`col-${name}`}>
              {texts[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.id} item={item} list={list} today={today} openDeal={openDeal} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Omit<TableProps, 'items'> {
  item: ConversionView;
}

function Row({ item, list, today, openDeal }: RowProps) {
  const texts = useTexts(processTexts);
  const language = useLanguage();
  const who = clientName(item);
  const { person, owner, followUp } = item;
  return (
    <tr data-row={item.id}>
      <RowBox selection={list.selection} id={item.id} label={texts.select(who)} />
      <th scope="row" className="col-client">
        <Client item={item} openDeal={openDeal} />
        {person && person.name !== who && <span className="hint">{person.name}</span>}
      </th>
      <td className="col-where">
        <Standing item={item} />
      </td>
      <td className="col-owner" title={owner?.name}>
        {owner?.name ?? <span className="missing">{texts.noOwner}</span>}
      </td>
      <td className="col-promise">
        <NextPromise promise={item.nextPromise} today={today} />
      </td>
      <td className="col-followUp" title={followUp?.label}>
        {followUp?.label}
      </td>
      <td className="col-days">
        <time dateTime={item.stepSince} title={fullMomentWords(item.stepSince, language)}>
          {texts.daysIn(item.daysInStep)}
        </time>
      </td>
    </tr>
  );
}

function Client({ item, openDeal }: Pick<RowProps, 'item' | 'openDeal'>) {
  const { openDeal: openWords } = useTexts(pipelineTexts);
  const { dealId, dealTitle } = item;
  const who = clientName(item);
  if (!openDeal || dealId === null) return <strong title={dealTitle}>{who}</strong>;
  return (
    <button
      type="button"
      className="row-button"
      data-opens=""
      title={openWords(dealTitle)}
      onClick={() => openDeal(dealId)}
    >
      {who}
    </button>
  );
}

function Standing({ item: { stepText, blocked, isOptedOut } }: Pick<RowProps, 'item'>) {
  const texts = useTexts(processTexts);
  return (
    <span className="badges">
      <span className="badge badge-neutral">{stepText}</span>
      {blocked && <span className="badge badge-warning">{texts.blockedBecause(blocked.reason)}</span>}
      {isOptedOut && <span className="badge badge-neutral">{texts.optedOut}</span>}
    </span>
  );
}

function NextPromise({ promise, today }: { promise: ConversionView['nextPromise']; today: string }) {
  const texts = useTexts(processTexts);
  const language = useLanguage();
  if (promise === null) return null;
  return (
    <>
      <span className="promise-text" title={promise.text}>
        {promise.text}
      </span>
      <span className="badges">
        <time className="hint" dateTime={promise.dueOn} title={fullDayWords(promise.dueOn, language)}>
          {dayWords(promise.dueOn, today, language)}
        </time>
        {promise.isLate && <span className="badge badge-danger">{texts.lateBy}</span>}
      </span>
    </>
  );
}
