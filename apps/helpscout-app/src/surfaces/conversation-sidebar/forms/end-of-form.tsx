import { Button } from '../../../components/button.tsx';
import { useWords } from '../words-context.ts';
import { formTexts } from './texts.ts';

interface EndOfFormProps {
  text: 'ask_now' | 'record_now' | 'refuse_now' | 'open_now';
  isBusy: boolean;
  onClose(): void;
}

/** Do it, or leave it. */
export function EndOfForm({ text, isBusy, onClose }: EndOfFormProps) {
  const { t } = useWords(formTexts);
  return (
    <p className="buttons">
      <Button theme={text === 'refuse_now' ? 'red' : 'blue'} isSubmit isBusy={isBusy}>
        {t(text)}
      </Button>
      <Button theme="link" onPress={onClose}>
        {t('close')}
      </Button>
    </p>
  );
}
