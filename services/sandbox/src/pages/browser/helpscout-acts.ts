import { takeRegions } from './live-regions.ts';
import { showSnackbar } from './snackbar.ts';

/** Sends the forms marked `data-stays` without leaving the page, as Help Scout does: the app in its frame stays open. */
export function sendFormsInPlace(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.stays === undefined) return;
    event.preventDefault();
    send(form, event.submitter).catch((error: unknown) => {
      showSnackbar({ message: error instanceof Error ? error.message : String(error), tone: 'error' });
    });
  });
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const fields = await fieldsOf(form, submitter);
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  if (!response.ok) {
    const told = parsed(await response.text()).querySelector('.notice')?.textContent;
    throw new Error(told ?? String(response.status));
  }
  const { path }: { path: string } = await response.json();
  // Whoever is led elsewhere, goes there.
  if (new URL(path, location.href).pathname !== location.pathname) return void location.assign(path);
  const page = parsed(await (await fetch(location.href)).text());
  form.reset();
  takeRegions(page, true);
  if (document.activeElement === document.body) document.getElementById(form.dataset.stays ?? '')?.focus();
}

function parsed(text: string): Document {
  return new DOMParser().parseFromString(text, 'text/html');
}

/** What stands in the form; files with their content in base64, as Help Scout's own API wants them. */
async function fieldsOf(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
): Promise<Record<string, unknown>> {
  const entries = [...new FormData(form, submitter)];
  const read = entries.map(async ([name, value]) => [name, await contentOf(value)] as const);
  return Object.fromEntries(await Promise.all(read));
}

async function contentOf(value: FormDataEntryValue): Promise<unknown> {
  if (typeof value === 'string') return value;
  if (value.size === 0) return null;
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.addEventListener('load', resolve);
    reader.addEventListener('error', () => reject(new Error(value.name)));
    reader.readAsDataURL(value);
  });
  return { fileName: value.name, mimeType: value.type, data: String(reader.result).replace(/^[^,]*,/, '') };
}
