import { Notice } from '../../../components/notice.tsx';
import { useWords } from '../words-context.ts';
import { asideTexts } from './texts.ts';

/** The page moved on to another conversation: what is known here is somebody else's. */
export function OtherConversation() {
  const { t } = useWords(asideTexts);
  return (
    <Notice status="warning" title={t('other_title')}>
      <p>{t('other')}</p>
    </Notice>
  );
}
