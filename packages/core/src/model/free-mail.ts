/** Providers at which anybody has an address: who shares one of these domains has nothing in common. */
const providers = new Set(
  `aol bbox bluewin club-internet fastmail free gmail gmx googlemail hotmail icloud laposte libertysurf live mac mail
  mailo me msn neuf noos numericable orange outlook pm proton protonmail sfr t-online tutanota voila wanadoo web yahoo
  yandex ymail zoho`.split(/\s+/),
);

/**
 * Whether a mail domain is one of a provider, in whichever country: `gmail.com`, `yahoo.co.uk`. A name in front of it
 * makes it somebody's own: `mairie.free.fr`.
 */
export function isFreeMailDomain(domain: string): boolean {
  const [name = '', ...rest] = domain.toLowerCase().split('.');
  const isCountry = rest.length === 1 || (rest.length === 2 && ['co', 'com'].includes(rest[0] ?? ''));
  return isCountry && providers.has(name);
}
