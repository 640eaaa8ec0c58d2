import type { Browser, BrowserContext, Locator, Page, Route } from 'playwright-core';
import type { Sandbox } from '../../services/sandbox/src/sandbox.ts';
import { type Visit, type Visitor, visit } from './browser.ts';

/** An agent of the sandbox's Help Scout, at their window; the seed knows their ids (`helpscoutIds`). */
export interface AgentVisitor extends Visitor {
  agentId?: number;
  /** How the page answers our app: at once, some seconds late, or never. */
  answers?: 'now' | 'late' | 'never';
}

/** The addresses of the real world, which `openAtHelpScout` plays. */
const helpscoutOrigin = 'https://secure.helpscout.net';
const appOrigin = 'https://app.example.test';

/** Opens a page of Help Scout as people open it beside the service: our app comes through the frame server. */
export function openHelpscout(
  browser: Browser,
  sandbox: Sandbox,
  path: string,
  visitor: AgentVisitor = {},
): Promise<Visit> {
  sandbox.helpscout.frameBase = null;
  return visit(browser, `${sandbox.url}${withChoices(path, visitor)}`, visitor);
}

/**
 * Opens a page of Help Scout at the vendor's own address, with our app at an address of the Internet: the handshake of the
 * SDK and the policies of the service hold as they are, nothing stands between (helpscout.md 4.5).
 */
export async function openAtHelpScout(
  browser: Browser,
  { sandbox, serviceUrl }: PlayedPlaces,
  path: string,
  visitor: AgentVisitor = {},
): Promise<Visit> {
  // Some light page first: the window must be there before the addresses are played.
  const window = await visit(browser, `${sandbox.url}/assets/icon.svg`, visitor);
  await goToHelpScout(window, { sandbox, serviceUrl }, path, visitor);
  return window;
}

export interface PlayedPlaces {
  sandbox: Sandbox;
  serviceUrl: string;
}

/** The same in a window that is open already, such as one of a stage. */
export async function goToHelpScout(
  { page, context }: Visit,
  { sandbox, serviceUrl }: PlayedPlaces,
  path: string,
  visitor: AgentVisitor = {},
): Promise<void> {
  sandbox.helpscout.frameBase = appOrigin;
  await playOrigin(context, helpscoutOrigin, sandbox.url);
  await playOrigin(context, appOrigin, serviceUrl);
  await chooseLook(context, visitor);
  await page.goto(`${helpscoutOrigin}${withChoices(path, visitor)}`);
}

/** The path of a conversation's page. */
export function conversationPath(conversationId: number): string {
  return `/helpscout/conversation/${conversationId}`;
}

/** An entry of the open conversation: a message, a note or a draft, told by words in it. */
export function entryIn(page: Page, words: string | RegExp): Locator {
  return page.locator('#hs-threads').getByRole('article').filter({ hasText: words });
}

/** The drafts of the open conversation. */
export function draftsIn(page: Page): Locator {
  return page.locator('#hs-threads .draft');
}

/** What the public writes to Support. */
export interface WrittenMail {
  name: string;
  from: string;
  subject: string;
  text: string;
  /** A file in the mail. */
  file?: { name: string; mimeType: string; buffer: Buffer };
}

/** Lets a mail arrive by the form of the page, and opens its conversation. */
export async function letMailArrive(page: Page, mail: WrittenMail): Promise<number> {
  await page.locator('#mail-name').fill(mail.name);
  await page.locator('#mail-from').fill(mail.from);
  await page.locator('#mail-subject').fill(mail.subject);
  await page.locator('#mail-text').fill(mail.text);
  if (mail.file) await page.locator('#mail-file').setInputFiles(mail.file);
  await page.locator('form.hs-form button').click();
  await page.waitForURL(/\/helpscout\/conversation\/\d+/);
  return Number(/\d+$/.exec(new URL(page.url()).pathname)?.[0]);
}

function withChoices(path: string, { agentId, answers }: AgentVisitor): string {
  const url = new URL(path, helpscoutOrigin);
  if (agentId !== undefined) url.searchParams.set('as', String(agentId));
  if (answers) url.searchParams.set('answers', answers);
  return `${url.pathname}${url.search}`;
}

async function chooseLook(context: BrowserContext, { staffId = 21, locale }: Visitor): Promise<void> {
  await context.addCookies([
    { name: 'sandbox_user', value: String(staffId), url: helpscoutOrigin },
    { name: 'sandbox_lang', value: locale === 'en-US' ? 'en' : 'fr', url: helpscoutOrigin },
  ]);
}

/** Whatever is asked of an origin is asked of a server of this machine. */
async function playOrigin(context: BrowserContext, origin: string, server: string): Promise<void> {
  await context.route(`${origin}/**`, (route) => answerFrom(route, server, origin));
}

async function answerFrom(route: Route, server: string, origin: string): Promise<void> {
  const url = `${server}${route.request().url().slice(origin.length)}`;
  // A window that was closed asks for nothing any more.
  const response = await route.fetch({ url, maxRedirects: 0 }).catch(() => null);
  if (!response) return route.abort().catch(() => undefined);
  const { location } = response.headers();
  // The browser would look for a redirect's target by its real address.
  const redirect = `<meta http-equiv="refresh" content="0;url=${location}">`;
  await route
    .fulfill(location ? { status: 200, contentType: 'text/html', body: redirect } : { response })
    .catch(() => undefined);
}
