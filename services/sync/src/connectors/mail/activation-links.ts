import { renderMail } from './render.ts';

/** Makes activation links from the setting `activationUrl`, a Liquid text with the account's `id`. */
export function activationLinks(activationUrl: string): (accountId: string) => string {
  return (id) => {
    const template = { subject: '', text: activationUrl, html: '' };
    return renderMail(
      template,
      { id: encodeURIComponent(id) },
      { language: 'en', timeZone: 'UTC' },
    ).text.trim();
  };
}
