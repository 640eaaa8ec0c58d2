/** What must not be found anywhere, by what it is: a secret, or something of a person. */
export type Needles = Record<string, string>;

/** The ways in which a text may stand in a log: as it is, in JSON, in an address, in Basic credentials. */
function spellings(needle: string): string[] {
  const written = [
    needle,
    JSON.stringify(needle).slice(1, -1),
    encodeURIComponent(needle),
    new URLSearchParams({ q: needle }).toString().slice(2),
    Buffer.from(needle).toString('base64'),
    Buffer.from(needle).toString('base64url'),
  ];
  return [...new Set(written)];
}

/** Which needles a text holds, in whatever spelling, with what stands around them. */
export function foundIn(text: string, needles: Needles): string[] {
  const small = text.toLowerCase();
  return Object.entries(needles).flatMap(([name, needle]) => {
    const at = spellings(needle)
      .map((spelling) => small.indexOf(spelling.toLowerCase()))
      .find((index) => index >= 0);
    return at === undefined ? [] : [`${name}: …${text.slice(Math.max(0, at - 120), at + 160)}…`];
  });
}
