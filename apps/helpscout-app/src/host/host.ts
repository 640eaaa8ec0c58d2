/** What the sidebar may ask of the page around it. Nothing waits for an answer: the page may never give one. */
export interface Host {
  /** Nothing is heard or said: the frame was reloaded, or stands outside Help Scout. */
  isMute: boolean;
  /** Asks the page to make the frame this high, in pixels. */
  setHeight(heightPx: number): void;
  /** Shows a line in the page's own notifications. */
  notify(kind: 'success' | 'error', message: string): void;
  /** Puts plain text into the clipboard, and says `done` when it is there. */
  copy(text: string, done: string): void;
  /** Calls back with the id of the conversation on screen, and whenever another one is shown. A hint, never a proof. */
  onConversation(listener: (conversationId: number) => void): void;
}
