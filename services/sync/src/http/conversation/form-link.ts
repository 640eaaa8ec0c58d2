/** The link of the public form for one conversation: its code stands for what the form begins with. */
export function formLinkOf(formUrl: string, code: string): string {
  const link = new URL(formUrl);
  link.searchParams.set('c', code);
  return link.href;
}
