import { Button } from '../../../components/button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { useDesk } from '../view/desk.ts';
import { conversationUrl } from '../view-model.ts';
import { useWords } from '../words-context.ts';
import { asideTexts } from './texts.ts';

/** The frame was reloaded on its own: the way back is the conversation, opened anew by Help Scout. */
export function MuteNotice() {
  const { t } = useWords(asideTexts);
  const { t: common } = useWords();
  const { host, view } = useDesk();
  const url = view.webUrl ?? conversationUrl(view.conversationId, view.number);
  return (
    <Notice status="info" title={t('mute_title')}>
      <p>{t('mute')}</p>
      <p className="buttons">
        <a className="btn btn-grey btn-sm" href={url} target="_blank" rel="noopener">
          {t('reopen')}
        </a>
        <Button onPress={() => host.copy(url, common('copied'))}>{t('copy_link')}</Button>
      </p>
      <p className="link-text">{url}</p>
    </Notice>
  );
}
