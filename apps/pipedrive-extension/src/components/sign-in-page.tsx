import { useEffect, useState } from 'react';
import { useTexts } from './language-context.ts';
import { signInTexts } from './sign-in-texts.ts';
import { StatePage } from './state-page.tsx';

/** Leads to Pipedrive and back to this very page; without an app to sign in to, says who has to act. */
export function SignInPage() {
  const texts = useTexts(signInTexts);
  const address = signInAddress(window.location);
  const isOpen = useDoor(address);
  if (isOpen === false)
    return <StatePage icon="lock" title={texts.closedTitle} detail={texts.closedDetail} />;
  return (
    <StatePage icon="lock" title={texts.title} detail={texts.detail}>
      <a className="button button-primary" href={address}>
        {texts.signIn}
      </a>
    </StatePage>
  );
}

function signInAddress({ pathname, search, hash }: Location): string {
  return `/oauth/pipedrive/start?${new URLSearchParams({ return: `${pathname}${search}${hash}` })}`;
}

/** Whether there is a door to sign in at: asked without going through it. Null until it is known. */
function useDoor(address: string): boolean | null {
  const [isOpen, setOpen] = useState<boolean | null>(null);
  useEffect(() => {
    fetch(address, { method: 'HEAD', redirect: 'manual', credentials: 'omit' }).then(
      ({ status }) => setOpen(status !== 404),
      () => setOpen(true),
    );
  }, [address]);
  return isOpen;
}
