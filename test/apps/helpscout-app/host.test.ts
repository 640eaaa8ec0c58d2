import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectHost } from '../../../apps/helpscout-app/src/host/connect.ts';
import { takeSignedAddress } from '../../../apps/helpscout-app/src/host/signed-address.ts';

const page = 'https://app.example.test/surfaces/helpscout/sidebar';
const signed = `${page}?conversation-id=4201&user-id=9&X-HelpScout-Signature=a%2Bb%3D`;

describe('the signed address', () => {
  let shown: { href: string };
  let entry: { state: unknown };
  const open = (href: string, state: unknown = null) => {
    [shown, entry] = [{ href }, { state }];
    return take();
  };
  const take = () =>
    takeSignedAddress({
      location: shown,
      history: {
        get state() {
          return entry.state;
        },
        replaceState(state: unknown, _title: string, path: string) {
          entry.state = state;
          shown.href = new URL(path, shown.href).href;
        },
      },
    });

  it('is taken to the letter, and out of the address bar', () => {
    expect(open(signed)).toEqual({ url: signed, conversationId: 4201 });
    expect(shown.href).toBe(page);
  });

  it('is still known after a reload inside the frame', () => {
    open(signed);
    expect(take()).toEqual({ url: signed, conversationId: 4201 });
  });

  it('replaces the one of the entry before, when the frame is opened anew', () => {
    const other = signed.replace('4201', '4202');
    expect(open(other, { signedUrl: signed })?.conversationId).toBe(4202);
  });

  it.each(['', '&conversation-id=', '&conversation-id=x', '&conversation-id=-1'])(
    'has no conversation where Help Scout names none (%s)',
    (part) => {
      const url = `${page}?user-id=9${part}&X-HelpScout-Signature=ab`;
      expect(open(url)).toEqual({ url, conversationId: null });
    },
  );

  it('is none where Help Scout did not open the page', () => {
    expect(open(`${page}?conversation-id=4201`)).toBeNull();
    expect(open(page, { signedUrl: 12 })).toBeNull();
  });
});

describe('the SDK', () => {
  const referrer = 'https://secure.helpscout.net/';
  let messages: Record<string, unknown>[];
  let tell: (data: unknown, origin?: string) => void;
  beforeEach(() => {
    messages = [];
    const ears: ((event: object) => void)[] = [];
    tell = (data, origin = 'https://secure.helpscout.net') => {
      for (const ear of ears) ear({ data, origin });
    };
    vi.stubGlobal('document', { referrer });
    vi.stubGlobal('window', {
      name: 'app-12-34',
      parent: { postMessage: (message: Record<string, unknown>) => messages.push(message) },
      addEventListener: (_type: string, ear: (event: object) => void) => ears.push(ear),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('asks once for the conversation, and hears of each one that is shown, however late', () => {
    const heard: number[] = [];
    connectHost(referrer).onConversation((id) => heard.push(id));
    expect(messages).toEqual([{ type: 'GET_APP_CONTEXT', appId: '12-34', iframeId: 'app-12-34' }]);
    tell({ type: 'SEND_APP_CONTEXT', conversation: { id: 4201 } });
    tell({ type: 'SEND_APP_CONTEXT', customer: { id: 7 } });
    tell({ type: 'SEND_APP_CONTEXT', conversation: { id: 4202 } });
    tell({ type: 'SEND_APP_CONTEXT', conversation: { id: 666 } }, 'https://elsewhere.example.org');
    expect(heard).toEqual([4201, 4202]);
  });

  it('makes the frame as high as asked, notifies and copies', () => {
    const host = connectHost(referrer);
    host.setHeight(612);
    host.notify('error', 'Réponse non placée');
    host.notify('success', 'Brouillon placé');
    host.copy('Bonjour', 'Texte copié');
    expect(host.isMute).toBe(false);
    expect(messages).toMatchObject([
      { type: 'SET_APP_HEIGHT', value: 612 },
      { type: 'SHOW_NOTIFICATION', value: { type: 'ERROR', message: 'Réponse non placée' } },
      { type: 'SHOW_NOTIFICATION', value: { type: 'SUCCESS', message: 'Brouillon placé' } },
      { type: 'SET_CLIPBOARD_TEXT', value: { text: 'Bonjour', successMessage: 'Texte copié' } },
    ]);
    const ids = messages.slice(1, 3).map(({ value }) => (value as { options: { id: string } }).options.id);
    expect(new Set(ids).size).toBe(2);
  });

  it.each(['', page, 'https://elsewhere.example.org/'])('is mute where the page comes from “%s”', (from) => {
    const warned = vi.spyOn(console, 'warn');
    const host = connectHost(from);
    host.setHeight(612);
    host.notify('success', 'Brouillon placé');
    host.onConversation(() => undefined);
    expect(host.isMute).toBe(true);
    expect(messages).toEqual([]);
    expect(warned).not.toHaveBeenCalled();
  });
});
