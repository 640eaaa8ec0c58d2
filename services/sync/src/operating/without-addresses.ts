/** A text with the mail addresses in it made hard to read: whoever may read them does so where people work. */
export function withoutAddresses(text: string): string {
  return text.replace(/([^\s@<>"'«»():])[^\s@<>"'«»():]*@/g, '$1…@');
}
