// The other side of the app extensions SDK: answers the messages of our surfaces as Pipedrive's page does.
import { runCommand } from './commands.ts';
import { emit, emitToAll, frameOf, openFrame, type SurfaceFrame } from './frames.ts';
import { readHostConfig } from './host-config.ts';

type Message = {
  id?: unknown;
  payload?: { type?: string; command?: string; event?: string; args?: unknown };
};

const config = readHostConfig();

window.addEventListener('message', (event: MessageEvent<Message>) => {
  const { id, payload } = event.data ?? {};
  const frame = frameOf(id, event.source);
  const port = event.ports[0];
  if (!frame || !payload || !port) return;
  if (payload.type === 'command') void answer(frame, payload.command ?? '', payload.args, port);
  else if (payload.type === 'listener') listen(frame, payload.event ?? '', port);
});

async function answer(frame: SurfaceFrame, command: string, args: unknown, port: MessagePort): Promise<void> {
  try {
    const data = await runCommand(frame, command, args, config);
    port.postMessage(data === undefined ? {} : { data });
  } catch (error) {
    port.postMessage({ error: error instanceof Error ? error.message : 'The host failed' });
  }
}

const events = new Set(['visibility', 'close_custom_modal', 'user_settings_change']);

function listen(frame: SurfaceFrame, event: string, port: MessagePort): void {
  if (!events.has(event)) {
    port.postMessage({ error: `This host does not know the event "${event}"` });
    return;
  }
  frame.listeners.set(event, [...(frame.listeners.get(event) ?? []), port]);
}

function prepare(box: HTMLElement): void {
  const frame = openFrame(box);
  const fold = box.querySelector<HTMLButtonElement>('[data-action="fold"]');
  fold?.addEventListener('click', () => {
    const folded = box.classList.toggle('folded');
    fold.setAttribute('aria-expanded', String(!folded));
    emit(frame, 'visibility', { is_visible: !folded, context: { invoker: 'user' } });
  });
  box.querySelector('[data-action="reload"]')?.addEventListener('click', () => location.reload());
}

document.addEventListener('theme-switched', (event) => {
  if (event instanceof CustomEvent) emitToAll('user_settings_change', { theme: event.detail });
});
for (const box of document.querySelectorAll<HTMLElement>('[data-surface]')) prepare(box);
