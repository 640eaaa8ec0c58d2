export type Theme = 'light' | 'dark';

/** A question the host asks in its own dialog, above the frame. */
export interface Confirmation {
  title: string;
  description: string;
  okText: string;
  cancelText: string;
}

/** How a host opens its own pages. */
export interface HostPages {
  openDeal(dealId: number): Promise<void>;
  openPerson(personId: number): Promise<void>;
  /** The host's settings, with our page in them. */
  openSettings(): Promise<void>;
}

/** What a surface may ask of the page it stands in. Commands reject when the host refuses or stays silent. */
export interface Host {
  /** A fresh proof of who looks at the surface, which lives five minutes; null where the sign-in's cookie proves it. */
  signedToken: (() => Promise<string>) | null;
  /** Asks for a height in pixels; the host ignores what is out of its range. */
  resize(heightPx: number): Promise<void>;
  showMessage(message: string): Promise<void>;
  confirm(question: Confirmation): Promise<boolean>;
  /** Opens the refusal modal and resolves when it is closed. */
  openRefusal(requestId: string): Promise<void>;
  /** Opens the form of a new request; `submitted` tells whether one was entered. */
  openNewRequest(): Promise<{ submitted: boolean }>;
  /** Opens the form of a new suspect and resolves when it is closed. */
  openNewSuspect(): Promise<void>;
  closeModal(): Promise<void>;
  /** Null where no host is around the surface. */
  pages: HostPages | null;
  /** Calls back on every change of the theme; returns how to stop. */
  onTheme(listener: (theme: Theme) => void): () => void;
  /** Calls back when the host folds or unfolds the surface; returns how to stop. */
  onVisibility(listener: (visible: boolean) => void): () => void;
}
