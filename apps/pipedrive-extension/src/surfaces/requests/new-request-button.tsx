import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useLanguage, useTexts } from '../../components/language-context.ts';
import { Notice } from '../../components/notice.tsx';
import type { Host } from '../../host/host.ts';
import { failureTexts } from '../../service/failures.ts';
import { requestsTexts } from './texts.ts';

/** Opens the form in which staff enter a request themselves. */
export function NewRequestButton({ host, onEntered }: { host: Host; onEntered(): void }) {
  const texts = useTexts(requestsTexts);
  const failure = failureTexts[useLanguage()]['host-silent'];
  const [isSilent, setSilent] = useState(false);
  async function open(): Promise<void> {
    setSilent(false);
    try {
      await host.openNewRequest();
      onEntered();
    } catch {
      setSilent(true);
    }
  }
  return (
    <div className="new-request">
      <Button onClick={() => void open()}>
        <Icon name="plus" /> {texts.newRequest}
      </Button>
      {isSilent && (
        <Notice tone="warning" title={failure.title}>
          <p>{failure.detail}</p>
        </Notice>
      )}
    </div>
  );
}
