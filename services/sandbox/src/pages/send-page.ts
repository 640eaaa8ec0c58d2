import type { Response } from 'express';
import { html } from './html.ts';
import { page } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { frameBase, type SandboxParts } from './parts.ts';

/** Sends a page, or says that there is nothing here. Only the service may be framed; nothing inline runs. */
export function sendPage(
  res: Response,
  parts: SandboxParts,
  context: PageContext,
  content: string | undefined,
  status = 200,
): void {
  const framed = [parts.serviceUrl(), frameBase(parts)].map((url) => new URL(url).origin);
  res.set(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; ` +
      `frame-src 'self' ${framed.join(' ')}; form-action 'self' ${callbackOrigin(parts)}; base-uri 'none'; frame-ancestors 'none'`,
  );
  res.set('Cache-Control', 'no-store');
  res.status(content === undefined ? 404 : status);
  res.type('html').send(content ?? missingPage(context));
}

/** The consent form is answered with a redirect to the app, which browsers count as a target of the form. */
function callbackOrigin({ companies, serviceUrl }: SandboxParts): string {
  return `${new URL(serviceUrl()).origin} ${new URL(companies.oauth.callbackUrl()).origin}`;
}

function missingPage(context: PageContext): string {
  const title = context.t('Introuvable', 'Not found');
  return page(
    context,
    { title },
    html`<h1>${title}</h1><p><a href="/">${context.t('Revenir à l’accueil', 'Back to the start')}</a></p>`,
  );
}
