import { type Confirmation, confirmInDialog } from './confirmation.ts';
import { closeCustomModal, type ModalRequest, openCustomModal } from './custom-modal.ts';
import { markInitialized, type SurfaceFrame } from './frames.ts';
import { fetchSignedToken, type HostConfig } from './host-config.ts';
import { type Snackbar, showSnackbar } from './snackbar.ts';

type Size = { height?: number; width?: number };
type Redirect = { view: string; id?: number | string };

/** Limits of a panel and of a modal in pixels (pipedrive.md 4.1); a size outside is ignored. */
const sizeLimits = { panel: { minHeight: 100, maxHeight: 750 }, modal: { minHeight: 120, minWidth: 320 } };

/**
 * Carries out one command of the app (pipedrive.md 4.5).
 * @returns what goes into `data` of the reply
 * @throws Error whose message goes into `error` of the reply
 */
export async function runCommand(
  frame: SurfaceFrame,
  command: string,
  args: unknown,
  config: HostConfig,
): Promise<unknown> {
  const handler = handlers[command];
  if (!handler) throw new Error(`This host does not know the command "${command}"`);
  return handler(frame, args, config);
}

type Handler = (frame: SurfaceFrame, args: unknown, config: HostConfig) => unknown;

const handlers: Record<string, Handler> = {
  initialize(frame, args) {
    if (!markInitialized(frame)) throw new Error('Initialized too late');
    resize(frame, (args as { size?: Size } | undefined)?.size);
  },
  resize: (frame, args) => resize(frame, args as Size),
  show_snackbar: (_frame, args) => showSnackbar(args as Snackbar),
  show_confirmation: (_frame, args, config) => confirmInDialog(args as Confirmation, config.texts),
  open_modal: (_frame, args, config) => openCustomModal(args as ModalRequest, config),
  close_modal: (frame) => closeCustomModal(frame),
  get_signed_token: async () => ({ token: await fetchSignedToken() }),
  redirect_to: (_frame, args) => location.assign(addressOf(args as Redirect)),
  get_metadata: () => ({ windowHeight: innerHeight, windowWidth: innerWidth }),
};

function resize(frame: SurfaceFrame, size: Size | undefined): void {
  const { height, width } = size ?? {};
  if (frame.kind === 'page') return;
  if (frame.kind === 'panel') {
    const { minHeight, maxHeight } = sizeLimits.panel;
    if (height && height >= minHeight && height <= maxHeight) frame.iframe.style.height = `${height}px`;
    return;
  }
  const { minHeight, minWidth } = sizeLimits.modal;
  if (height && height >= minHeight) frame.iframe.style.height = `${Math.min(height, innerHeight - 120)}px`;
  if (width && width >= minWidth) frame.box.style.width = `${width}px`;
}

function addressOf({ view, id }: Redirect): string {
  if (view === 'deals') return id ? `/pipedrive/deal/${id}` : '/pipedrive/deals';
  if (view === 'contacts') return id ? `/pipedrive/person/${id}` : '/pipedrive/persons';
  if (view === 'organizations') return id ? `/pipedrive/organization/${id}` : '/pipedrive/organizations';
  if (view === 'settings') return '/pipedrive/settings';
  return '/pipedrive/deals';
}
