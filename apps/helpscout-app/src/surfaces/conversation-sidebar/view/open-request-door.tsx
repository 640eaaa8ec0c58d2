import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { OpenRequest } from '../later.ts';
import { useWords } from '../words-context.ts';
import { useDesk } from './desk.ts';
import { viewTexts } from './texts.ts';

/** The way to a new request: a button, and the form it opens. */
export function OpenRequestDoor() {
  const { t } = useWords(viewTexts);
  const { view } = useDesk();
  const [state, setState] = useState<'closed' | 'open' | 'done'>('closed');
  const isNobodyKnown = view.matches.length === 0;
  const isOpen = state === 'open';
  if (state === 'done' && isNobodyKnown) return <Notice status="success" title={t('opened')} />;
  return (
    <section className="part">
      <Button
        theme={isNobodyKnown && !isOpen ? 'blue' : 'grey'}
        isExpanded={isOpen}
        onPress={() => setState(isOpen ? 'closed' : 'open')}
      >
        {t(isNobodyKnown ? 'open_request' : 'open_another')}
      </Button>
      {isOpen && <OpenRequest onClose={() => setState('closed')} onOpened={() => setState('done')} />}
    </section>
  );
}
