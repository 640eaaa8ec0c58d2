/** Markup that is safe to send; only `html` makes it. */
export interface Html {
  readonly markup: string;
}

type Piece = Html | string | number | null | false | readonly Piece[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes markup: what is written in the template stands as it is, every value put into it is escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const markup = parts.reduce((text, part, index) => text + written(values[index - 1] ?? null) + part);
  return { markup };
}

function written(piece: Piece): string {
  if (piece === null || piece === false) return '';
  if (typeof piece === 'string' || typeof piece === 'number')
    return String(piece).replace(/[&<>"']/g, (character) => entities[character] ?? character);
  return 'markup' in piece ? piece.markup : piece.map(written).join('');
}
