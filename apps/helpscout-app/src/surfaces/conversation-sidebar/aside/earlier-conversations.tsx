import { Badge } from '../../../components/badge.tsx';
import { OutsideLink } from '../../../components/outside-link.tsx';
import { dayWords } from '../../../dates.ts';
import { useDesk } from '../view/desk.ts';
import { useWords } from '../words-context.ts';
import { asideTexts } from './texts.ts';

/** The customer's other conversations, those about accounts marked. */
export function EarlierConversations() {
  const { t, language } = useWords(asideTexts);
  const { t: common } = useWords();
  const { earlier } = useDesk().view;
  return (
    <ul className="list">
      {earlier.map(({ webUrl, subject, at, number, isAboutAccounts }) => (
        <li key={webUrl}>
          <OutsideLink to={webUrl} title={common('new_tab', { title: subject })}>
            {subject}
          </OutsideLink>
          <span className="hint">
            {number !== null && `${t('number', { number })} · `}
            {dayWords(at, language)} {isAboutAccounts && <Badge status="info">{t('about_accounts')}</Badge>}
          </span>
        </li>
      ))}
    </ul>
  );
}
