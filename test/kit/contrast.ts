/** The colours of a style sheet by the name of their property. */
export function coloursOf(css: string): Record<string, string> {
  const found = css.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g);
  return Object.fromEntries([...found].map(([, name = '', colour = '']) => [name, colour]));
}

type Pair = readonly [string, string];

/** The pairs of colours that differ less than WCAG 2 asks for: 4.5 for text on its ground, 3 for shapes. */
export function poorPairs(colours: Record<string, string>, pairs: readonly Pair[], least: 3 | 4.5): Pair[] {
  return pairs.filter(([one, other]) => !(contrast(colours[one], colours[other]) >= least));
}

function contrast(one: string | undefined, other: string | undefined): number {
  const [high = 0, low = 0] = [luminance(one ?? ''), luminance(other ?? '')].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Relative luminance of WCAG 2, 0 for black to 1 for white; a missing colour is not a number and fails. */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
