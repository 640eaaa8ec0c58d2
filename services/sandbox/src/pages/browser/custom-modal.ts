import { emit, forgetFrame, mainFrames, openFrame, type SurfaceFrame } from './frames.ts';
import { fetchSignedToken, type HostConfig } from './host-config.ts';

export type ModalRequest = { type: string; action_id?: string; data?: Record<string, string> };
export type ModalResult = { status: 'submitted' | 'closed' };

const closers = new Map<SurfaceFrame, (result: ModalResult) => void>();

/**
 * Opens a custom modal of the app in a dialog (pipedrive.md 4.5: open_modal with custom_modal).
 * @returns `submitted` when the modal closed itself, `closed` when the person closed it
 * @throws Error for a kind or an action this host does not have
 */
export async function openCustomModal(request: ModalRequest, config: HostConfig): Promise<ModalResult> {
  const address = request.type === 'custom_modal' ? config.modals[request.action_id ?? ''] : undefined;
  if (!address) throw new Error(`This host has no modal "${request.action_id ?? request.type}"`);
  const dialog = buildDialog(await modalUrl(address, request, config), config.texts);
  document.body.append(dialog);
  dialog.showModal();
  const box = dialog.querySelector<HTMLElement>('.surface');
  if (!box) throw new Error('The dialog has no surface box.');
  const frame = openFrame(box);
  return new Promise((resolve) => {
    let result: ModalResult = { status: 'closed' };
    closers.set(frame, (asked) => {
      result = asked;
      dialog.close();
    });
    dialog.addEventListener('close', () => {
      for (const listening of [frame, ...mainFrames()]) emit(listening, 'close_custom_modal');
      closers.delete(frame);
      forgetFrame(frame);
      dialog.remove();
      resolve(result);
    });
  });
}

/**
 * The app closes its own modal (close_modal).
 * @throws Error when the caller is not a modal
 */
export function closeCustomModal(frame: SurfaceFrame): void {
  const close = closers.get(frame);
  if (!close) throw new Error('Only a custom modal can be closed');
  // The command is answered first: closing takes the iframe away.
  setTimeout(() => close({ status: 'submitted' }), 0);
}

async function modalUrl(address: string, request: ModalRequest, config: HostConfig): Promise<URL> {
  const url = new URL(address);
  const parameters = {
    id: crypto.randomUUID(),
    token: await fetchSignedToken(),
    resource: config.resource,
    view: config.view,
    selectedIds: config.selectedIds,
    userId: String(config.identity.userId),
    companyId: String(config.identity.companyId),
    ...(request.data ? { data: JSON.stringify(request.data) } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

function buildDialog(url: URL, texts: HostConfig['texts']): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'modal';
  dialog.setAttribute('aria-label', 'Passerelle');
  const box = element('div', 'surface');
  box.dataset.surface = 'modal';
  const head = element('div', 'surface-head', 'Passerelle');
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'quiet';
  close.dataset.action = 'close-modal';
  close.setAttribute('aria-label', texts.close);
  close.textContent = '✕';
  close.addEventListener('click', () => dialog.close());
  head.append(close);
  const body = element('div', 'surface-body');
  const iframe = document.createElement('iframe');
  iframe.title = 'Passerelle';
  iframe.dataset.src = url.href;
  body.append(
    iframe,
    element('p', 'surface-wait', texts.waiting),
    element('p', 'surface-error', texts.failed),
  );
  box.append(head, body);
  dialog.append(box);
  return dialog;
}

function element(tag: 'div' | 'p', className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
