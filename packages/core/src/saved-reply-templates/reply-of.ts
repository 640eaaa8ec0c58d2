/**
 * A saved reply's HTML of its paragraphs. Variables are Help Scout's own (`{%…%}`), and `{{formUrl}}` stands for the
 * public form; texts are ours, and hold nothing that HTML would read otherwise.
 */
export function replyOf(paragraphs: readonly string[]): string {
  // French puts spaces that do not break before these signs.
  const spaced = paragraphs.map((text) => text.replace(/ ([:;?!»])/g, '\u00A0$1'));
  return spaced.map((text) => `<p>${text.replaceAll('\n', '<br>')}</p>`).join('');
}
