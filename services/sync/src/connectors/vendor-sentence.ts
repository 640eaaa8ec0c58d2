import * as z from 'zod';

/**
 * Bodies in which vendors explain a refusal: Pipedrive (pipedrive.md 2.3), SCIM (other-services.md 3) and, by
 * `_embedded`, Help Scout (helpscout.md 2.1); its rejected values are not read.
 */
const explanation = z.object({
  error: z.string().nullish().catch(null),
  error_info: z.string().nullish().catch(null),
  message: z.string().nullish().catch(null),
  detail: z.string().nullish().catch(null),
  errors: z.record(z.string(), z.array(z.string())).nullish().catch(null),
  _embedded: z
    .object({ errors: z.array(z.object({ path: z.string().nullish(), message: z.string() })) })
    .nullish()
    .catch(null),
});

/** Said with every error, whatever its cause: it tells staff nothing. */
const emptyPhrase = /^please check developers\.pipedrive\.com$/i;
const longest = 300;

/**
 * What the vendor says in its error body, in its own words.
 *
 * @param secrets texts that must not be repeated even if the vendor echoes them
 * @returns one short line, or null when the body says nothing readable
 */
export function vendorSentence(body: unknown, secrets: readonly string[] = []): string | null {
  const parsed = explanation.safeParse(body);
  if (!parsed.success) return null;
  const { error, error_info, message, detail, errors, _embedded } = parsed.data;
  const named = (_embedded?.errors ?? []).map((one) => [one.path, one.message].filter(Boolean).join(': '));
  const parts = [error, error_info, message, detail, ...Object.values(errors ?? {}).flat(), ...named];
  const kept = parts.filter((part) => part && !emptyPhrase.test(part.trim()));
  const sentence = [...new Set(kept)].join(' – ').replace(/\s+/g, ' ').trim();
  return sentence === '' ? null : withoutSecrets(sentence, secrets).slice(0, longest);
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length > 0)
    .reduce((cleaned, secret) => cleaned.replaceAll(secret, '[…]'), text);
}
