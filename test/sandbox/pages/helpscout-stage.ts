import { type Browser, chromium, type FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import type { Visit } from '../../kit/browser.ts';
import { browserProgram } from '../../kit/browser-program.ts';
import { type AgentVisitor, openAtHelpScout, openHelpscout } from '../../kit/helpscout-in-browser.ts';
import { startHelpscoutApp } from './helpscout-app.ts';

/** The two ways a page of Help Scout frames our app. */
export const ways = ['frame server', 'real addresses'] as const;
export type Way = (typeof ways)[number];

/** A sandbox with a small sidebar app as its service, and a browser to look at both. */
export async function startHelpscoutStage() {
  const app = await startHelpscoutApp();
  const sandbox: Sandbox = await startSandbox({ serviceUrl: app.url, instant: true });
  const browser: Browser = await chromium.launch(await browserProgram());
  const windows: Visit[] = [];

  async function open(path = '/helpscout', visitor: AgentVisitor = {}, way: Way = 'frame server') {
    const opening =
      way === 'frame server'
        ? openHelpscout(browser, sandbox, path, visitor)
        : openAtHelpScout(browser, { sandbox, serviceUrl: app.url }, path, visitor);
    const window = await opening;
    windows.push(window);
    return window;
  }

  return {
    sandbox,
    app,
    open,
    /** Back to the first day, with one mail from outside. Gives its conversation's id. */
    async begin(): Promise<number> {
      await Promise.all(windows.splice(0).map(({ context }) => context.close()));
      sandbox.reset();
      app.asked.length = 0;
      const { acts } = sandbox.helpscout;
      return acts.mailArrives({ ...mail, html: '<p>Puis-je avoir un compte ?</p>' }).conversationId;
    },
    async stop() {
      await browser.close();
      await sandbox.stop();
      app.close();
    },
  };
}
export type HelpscoutStage = Awaited<ReturnType<typeof startHelpscoutStage>>;

/** The mail of the first day. */
export const mail = {
  from: 'Secretariat@Valmont.example.org',
  name: 'Secrétariat Valmont',
  subject: 'Compte administrateur',
};

/** What stands in a line of the app. */
export function lineOf(surface: FrameLocator, id: string): () => Promise<string | null> {
  return () => surface.locator(`#${id}`).textContent();
}

/** Set up before the tests of a file, and taken down after them; each test starts with one mail from outside. */
export function helpscoutDesk() {
  let stage: HelpscoutStage;
  let conversationId: number;
  beforeAll(async () => {
    stage = await startHelpscoutStage();
  });
  afterAll(() => stage.stop());
  beforeEach(async () => {
    conversationId = await stage.begin();
  });
  return {
    get stage() {
      return stage;
    },
    get conversationId() {
      return conversationId;
    },
  };
}
