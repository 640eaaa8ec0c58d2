// A CommonJS package: in an ES module its default import is the whole of its exports (pipedrive.md 4.5).
import pipedrive from '@pipedrive/app-extensions-sdk';
import type { Host, Theme } from './host.ts';
import { withTimeout } from './with-timeout.ts';

type SdkInstance = InstanceType<typeof pipedrive.default>;

const { Color, Command, Event, Modal, View } = pipedrive;

/** Pipedrive gives a frame 10 s to say hello; a host that stays silent as long is not there. */
const handshakeMs = 10_000;
const commandMs = 5_000;

/** The action ids of the modals in the Developer Hub (README). */
const [refusalAction, newRequestAction, newSuspectAction] = ['refusal', 'new-request', 'new-suspect'];

/**
 * Says hello to Pipedrive and hands out what surfaces may ask of it. Never throws: commands wait for the handshake
 * and reject if it fails, so a surface can show its facts before (or without) a host.
 */
export function connectHost(size?: { height: number; width: number }): Host {
  const ready = handshake(size);
  // Each command reports the failure to its caller; without this the first one would also be an unhandled rejection.
  ready.catch(() => undefined);
  return {
    ...quickCommands(ready),
    ...dialogs(ready),
    onTheme: (listener) =>
      listen(ready, (sdk) =>
        // The SDK's own copy of the settings is wrong after a change (pipedrive.md 4.5): read what the event brings.
        sdk.listen(Event.USER_SETTINGS_CHANGE, ({ data }) => listener(themeOf(data?.theme))),
      ),
    onVisibility: (listener) =>
      listen(ready, (sdk) =>
        sdk.listen(Event.VISIBILITY, ({ data }) => listener(data?.is_visible !== false)),
      ),
  };
}

async function handshake(size: { height: number; width: number } | undefined): Promise<SdkInstance> {
  const sdk = new pipedrive.default();
  return withTimeout(
    sdk.initialize(size ? { size } : {}),
    handshakeMs,
    'Pipedrive did not answer the handshake.',
  );
}

function quickCommands(ready: Promise<SdkInstance>) {
  const run = async <Value>(command: (sdk: SdkInstance) => Promise<Value>): Promise<Value> => {
    const sdk = await ready;
    return withTimeout(command(sdk), commandMs, 'Pipedrive did not answer a host command.');
  };
  return {
    signedToken: async () => (await run((sdk) => sdk.execute(Command.GET_SIGNED_TOKEN))).token,
    resize: (height: number) => run((sdk) => sdk.execute(Command.RESIZE, { height })),
    showMessage: (message: string) => run((sdk) => sdk.execute(Command.SHOW_SNACKBAR, { message })),
    closeModal: () => run((sdk) => sdk.execute(Command.CLOSE_MODAL)),
    pages: {
      openDeal: (id: number) => run((sdk) => sdk.execute(Command.REDIRECT_TO, { view: View.DEALS, id })),
      openPerson: (id: number) => run((sdk) => sdk.execute(Command.REDIRECT_TO, { view: View.CONTACTS, id })),
      openSettings: () => run((sdk) => sdk.execute(Command.REDIRECT_TO, { view: View.SETTINGS })),
    },
  };
}

/** These wait for a person, so they have no timeout. */
function dialogs(
  ready: Promise<SdkInstance>,
): Pick<Host, 'confirm' | 'openRefusal' | 'openNewRequest' | 'openNewSuspect'> {
  const openForm = async (action_id: string) => {
    const sdk = await ready;
    const { status } = await sdk.execute(Command.OPEN_MODAL, { type: Modal.CUSTOM_MODAL, action_id });
    return { submitted: status === 'submitted' };
  };
  return {
    async confirm(question) {
      const sdk = await ready;
      const answer = await sdk.execute(Command.SHOW_CONFIRMATION, { ...question, okColor: Color.NEGATIVE });
      return answer.confirmed;
    },
    async openRefusal(requestId) {
      const sdk = await ready;
      await sdk.execute(Command.OPEN_MODAL, {
        type: Modal.CUSTOM_MODAL,
        action_id: refusalAction,
        data: { requestId },
      });
    },
    openNewRequest: () => openForm(newRequestAction),
    async openNewSuspect() {
      await openForm(newSuspectAction);
    },
  };
}

function listen(ready: Promise<SdkInstance>, start: (sdk: SdkInstance) => () => void): () => void {
  let stopped = false;
  let stop = () => {
    stopped = true;
  };
  ready.then(
    (sdk) => {
      if (!stopped) stop = start(sdk);
    },
    () => undefined,
  );
  return () => stop();
}

function themeOf(name: string | undefined): Theme {
  return name === 'dark' ? 'dark' : 'light';
}
