/** What the conversation page tells its scripts (pages/helpscout/app-frame.ts writes it). */
export type HelpscoutConfig = {
  /** The signed address of the sidebar app. */
  src: string;
  /** How the page behaves towards the app: answers at once, some seconds late, or never. */
  answers: 'now' | 'late' | 'never';
  /** The style sheet that the app may ask for. */
  styles: string;
  texts: { ok: string; cancel: string; close: string; notCopied: string };
};

/** Reads the configuration; null on pages that show no app. */
export function readHelpscoutConfig(): HelpscoutConfig | null {
  const element = document.getElementById('helpscout-config');
  return element ? JSON.parse(element.textContent) : null;
}

/** What the app is told of the conversation, as it stands in a page: in this one now, unless told. */
export function readContext(page = document): Record<string, unknown> {
  return JSON.parse(page.getElementById('helpscout-context')?.textContent ?? '{}');
}

/** The same of another conversation. */
export async function fetchContext(conversationId: string): Promise<Record<string, unknown>> {
  const response = await fetch(`/helpscout/conversation/${conversationId}`);
  return readContext(new DOMParser().parseFromString(await response.text(), 'text/html'));
}
