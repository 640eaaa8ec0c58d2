import imported, { isAllowedOrigin } from '@helpscout/javascript-sdk';
import type { Host } from './host.ts';

/** The declarations are those of the CommonJS build; a bundler takes the other one, which is the instance itself. */
const sdk: typeof imported.default = Reflect.get(imported, 'default') ?? imported;

/**
 * The page through the SDK. Where the referrer is not Help Scout the SDK sends nothing and its promises never settle
 * (helpscout.md 4.5): then the host is mute, and nothing is asked of it.
 */
export function connectHost(referrer: string): Host {
  if (!isAllowedOrigin(referrer)) return muteHost();
  return {
    isMute: false,
    setHeight: (heightPx) => sdk.setAppHeight(heightPx),
    notify(kind, message) {
      const type = kind === 'success' ? 'SUCCESS' : 'ERROR';
      // The SDK writes an id into the options it is given: each notification has its own.
      sdk.showNotification(type, message, {});
    },
    copy: (text, done) => sdk.setClipboardText(text, done),
    onConversation(listener) {
      sdk.watchApplicationContext(({ conversation }) => {
        if (conversation) listener(Number(conversation.id));
      });
      // What it answers reaches the watcher above, however late: its promise, which may never settle, is not waited for.
      sdk.getApplicationContext().catch(() => undefined);
    },
  };
}

function muteHost(): Host {
  return {
    isMute: true,
    setHeight: () => undefined,
    notify: () => undefined,
    // The frame may not be allowed to: whoever copies sees the text as well.
    copy: (text) => void navigator.clipboard?.writeText(text).catch(() => undefined),
    onConversation: () => undefined,
  };
}
