import { type ReactNode, useState } from 'react';
import type { RequestDetails } from '#core/contract/request-view.ts';
import { Button } from '../../../components/button.tsx';
import { Choice, TextField } from '../../../components/fields.tsx';
import { type Say, useWords } from '../words-context.ts';
import { type AcceptChoice, acceptChoices, acceptDraft } from './accept-choices.ts';
import { useDesk } from './desk.ts';
import { viewTexts } from './texts.ts';

interface AcceptRequestProps {
  request: RequestDetails;
  /** The buttons beside it. */
  children: ReactNode;
}

/** "Accept", with where the deal goes where there is a choice. */
export function AcceptRequest({ request, children }: AcceptRequestProps) {
  const { t } = useWords(viewTexts);
  const { commands, view } = useDesk();
  const choices = acceptChoices(view.choices, request);
  const [value, setValue] = useState(choices[0]?.value ?? '');
  const [otherDeal, setOtherDeal] = useState('');
  const [isWrong, setWrong] = useState(false);
  const accept = () => {
    const draft = acceptDraft(request.id, value, otherDeal);
    setWrong(draft === null);
    if (draft) void commands.send(draft, request.id, request.revision);
  };
  return (
    <>
      {choices.length > 1 && (
        <Choice label={t('destination')} value={value} onChange={setValue}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {wordsOf(choice, t)}
            </option>
          ))}
        </Choice>
      )}
      {value === 'other' && (
        <TextField
          label={t('deal_number')}
          value={otherDeal}
          onChange={setOtherDeal}
          lengthMax={200}
          problem={isWrong ? t('deal_number_wrong') : null}
        />
      )}
      <p className="buttons">
        <Button
          theme="blue"
          isBusy={commands.pending === 'accept-request'}
          isBlocked={commands.pending !== null}
          onPress={accept}
        >
          {t('accept')}
        </Button>
        {children}
      </p>
    </>
  );
}

function wordsOf({ label, isExistingDeal }: AcceptChoice, t: Say<keyof typeof viewTexts>): string {
  if (label === null) return t('other_deal');
  return isExistingDeal ? t('attach_to', { title: label }) : label;
}
