import { type Browser, type BrowserContext, chromium, type FrameLocator, type Page } from 'playwright-core';
import { browserProgram } from './browser-program.ts';
import { buildSurfaces } from './built-surfaces.ts';

/** One person's window on the sandbox's pages. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** The surface inside the host's page, and the one inside the host's modal. */
  surface: FrameLocator;
  modal: FrameLocator;
  /** What the browser complained about: console errors, broken policies, exceptions, calls to the outside. */
  complaints: string[];
}

export interface Visitor {
  /** Who is signed in to Pipedrive: 21 and 22 may decide, 23 may not. */
  staffId?: number;
  locale?: 'fr-FR' | 'en-US';
  theme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
  /** Pixels of the screen to one of the page; 1 unless a picture is taken. */
  scale?: number;
}

/** Starts the browser, with the surfaces as they stand in the sources. Close it with `close()`. */
export async function openBrowser(): Promise<Browser> {
  const [program] = await Promise.all([browserProgram(), buildSurfaces()]);
  return chromium.launch(program);
}

/** Opens a window of its own (own cookies) for somebody, at a page of the sandbox. */
export async function visit(browser: Browser, address: string, visitor: Visitor = {}): Promise<Visit> {
  const {
    staffId = 21,
    locale = 'fr-FR',
    theme = 'light',
    viewport = { width: 1280, height: 800 },
  } = visitor;
  const { origin } = new URL(address);
  const context = await browser.newContext({
    locale,
    viewport,
    timezoneId: 'Europe/Paris',
    colorScheme: theme,
    reducedMotion: 'reduce',
    deviceScaleFactor: visitor.scale ?? 1,
  });
  context.setDefaultTimeout(20_000);
  await context.addCookies([
    { name: 'sandbox_user', value: String(staffId), url: origin },
    { name: 'sandbox_lang', value: locale === 'en-US' ? 'en' : 'fr', url: origin },
  ]);
  const complaints = listenTo(context);
  const page = await context.newPage();
  await page.goto(address);
  return {
    page,
    context,
    surface: page.frameLocator('#surface'),
    modal: page.frameLocator('dialog.modal iframe'),
    complaints,
  };
}

/** Besides this machine: names that helpscout-in-browser.ts plays. Where it does not, they lead nowhere, which is complained about. */
const knownHosts = new Set(['127.0.0.1', 'secure.helpscout.net', 'app.example.test']);

/** In every tab of the window. */
function listenTo(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && !knownHosts.has(hostname)) complaints.push(`called ${request.url()}`);
  });
  return complaints;
}

/** Does what leads to another page, and waits until that one hears what is done on it. */
export async function leadsOn(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()]);
}
