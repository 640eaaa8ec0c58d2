import type { ConversionView } from '#core/contract/conversion-view.ts';

/** How a customer is called in lists: by the organization, else the person, else the deal. */
export function clientName(
  conversion: Pick<ConversionView, 'organization' | 'person' | 'dealTitle'>,
): string {
  return conversion.organization?.name || conversion.person?.name || conversion.dealTitle;
}
