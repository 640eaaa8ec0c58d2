import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Frame, FrameLocator, Locator, Page, Route } from 'playwright-core';
import type { ConversationView } from '#core/contract/conversation-view.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import { openBrowser } from './browser.ts';

const dist = fileURLToPath(new URL('../../apps/helpscout-app/dist/', import.meta.url));
const helpscout = 'https://secure.helpscout.net';
const app = 'https://app.example.test';
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors ${helpscout}`;

/** What the played service is asked, and what it answers; a test changes the answers as it goes. */
interface PlayedService {
  session: Partial<SessionAnswer>;
  view: ConversationView;
  /** Answers instead of the view or the session where there is one. */
  problems: Record<string, { status: number; title: string; detail: string }>;
  /** Paths that are not answered at all. */
  unreachable: Set<string>;
  onCommand(command: Record<string, unknown>): unknown;
  asked: { path: string; body: Record<string, unknown> | null; token: string | null }[];
}

export interface SidebarVisit {
  page: Page;
  context: BrowserContext;
  sidebar: FrameLocator;
  service: PlayedService;
  complaints: string[];
}

interface SidebarVisitor {
  view: ConversationView;
  locale?: string;
  theme?: 'light' | 'dark';
  widthPx?: number;
  /** When Help Scout's page tells the app what it shows; never where null. */
  answersAfterMs?: number | null;
}

/** The address Help Scout would open the frame with. */
const signedQuery =
  'conversation-id=4201&conversation-number=321&customer-id=77&mailbox-id=5&user-id=9&X-HelpScout-Signature=c2ln%2BbmVk';

/** Opens the built sidebar in a page of Help Scout's origin, through the vendor's SDK, beside a played service. */
async function openSidebar(browser: Browser, visitor: SidebarVisitor): Promise<SidebarVisit> {
  const { view, locale = 'fr-FR', theme = 'light', widthPx = 280, answersAfterMs = 0 } = visitor;
  const context = await browser.newContext({
    locale,
    colorScheme: theme,
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    viewport: { width: widthPx + 40, height: 900 },
  });
  context.setDefaultTimeout(20_000);
  const service = playService(view, locale);
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  await context.route(`${helpscout}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: hostPage(widthPx, answersAfterMs) }),
  );
  await context.route(`${app}/**`, (route) => answer(route, service));
  const page = await context.newPage();
  await page.goto(`${helpscout}/conversation/4201/321`);
  return { page, context, sidebar: page.frameLocator('iframe'), service, complaints };
}

function playService(view: ConversationView, locale: string): PlayedService {
  const session = { locale: locale.startsWith('en') ? 'en' : 'fr', mayDecide: true } as const;
  return {
    view,
    session,
    problems: {},
    unreachable: new Set(),
    onCommand: () => ({ outcome: 'advanced', reason: null, view: null }),
    asked: [],
  };
}

/** Help Scout's side of the SDK: tells what it shows when asked, keeps what it is told. */
function hostPage(widthPx: number, answersAfterMs: number | null): string {
  const answers = answersAfterMs === null ? '' : `setTimeout(() => show(4201), ${answersAfterMs})`;
  return `<!doctype html><title>Help Scout</title><body style="margin:0">
<iframe name="app-12-34" title="Passerelle" style="border:0;width:${widthPx}px;height:300px" src="${app}/surfaces/helpscout/sidebar?${signedQuery}"></iframe>
<script>
const frame = document.querySelector('iframe');
window.told = [];
window.show = (id) => frame.contentWindow.postMessage({ type: 'SEND_APP_CONTEXT', conversation: { id } }, '${app}');
addEventListener('message', ({ data, source }) => {
  if (source !== frame.contentWindow) return;
  told.push(data);
  if (data.type === 'SET_APP_HEIGHT') frame.style.height = data.value + 'px';
  if (data.type === 'GET_APP_CONTEXT') ${answers || 'null'};
});
</script>`;
}

/** A browser for the sidebars of one test file. */
export interface Sidebars {
  open(visitor: SidebarVisitor): Promise<SidebarVisit>;
  /** Closes the windows of a test. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

export async function startSidebars(): Promise<Sidebars> {
  const browser = await openBrowser();
  const visits: SidebarVisit[] = [];
  return {
    async open(visitor) {
      const visit = await openSidebar(browser, visitor);
      visits.push(visit);
      return visit;
    },
    async leave() {
      for (const { context } of visits.splice(0)) await context.close();
    },
    close: () => browser.close(),
  };
}

/** The commands that the sidebar sent, in order. */
export function commandsOf({ service }: SidebarVisit): Record<string, unknown>[] {
  return service.asked.filter(({ path }) => path === '/api/commands').map(({ body }) => body ?? {});
}

/** A button of the sidebar, by what it says. */
export function button({ sidebar }: SidebarVisit, name: string): Locator {
  return sidebar.getByRole('button', { name });
}

/** The frame of the sidebar. */
export function frameOf({ page }: Pick<SidebarVisit, 'page'>): Frame {
  const frame = page.frames()[1];
  if (!frame) throw new Error('The page shows no sidebar.');
  return frame;
}

async function answer(route: Route, service: PlayedService): Promise<void> {
  const request = route.request();
  const { pathname } = new URL(request.url());
  if (!pathname.startsWith('/api/')) return file(route, pathname);
  const body: Record<string, unknown> | null = request.postDataJSON();
  service.asked.push({ path: pathname, body, token: request.headers().authorization ?? null });
  if (service.unreachable.has(pathname)) return route.abort();
  const problem = service.problems[pathname];
  if (problem) return route.fulfill({ status: problem.status, json: { type: '', instance: '', ...problem } });
  if (pathname === '/api/sessions')
    return route.fulfill({ json: { token: 'session-token', ...service.session } });
  if (pathname === '/api/commands') return route.fulfill({ json: service.onCommand(body ?? {}) });
  if (pathname === '/api/previews')
    return route.fulfill({
      json: { to: 'a@example.org', subject: 'Votre demande', text: `Motif : ${body?.reason}` },
    });
  return route.fulfill({ json: service.view });
}

async function file(route: Route, pathname: string): Promise<void> {
  const name = pathname.replace('/surfaces/helpscout/', '').replace(/^sidebar$/, 'sidebar.html');
  const contentType = types[extname(name)] ?? 'text/plain';
  const headers = { 'content-security-policy': policy, 'referrer-policy': 'no-referrer' };
  await route.fulfill({ body: await readFile(`${dist}${name}`), contentType, headers });
}
