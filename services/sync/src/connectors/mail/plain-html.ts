/** A company's text without an HTML body of its own gets a plain one; escaping the values is the renderer's. */
export function htmlOfText(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((block) => `<p>${block.replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}
