import type { Request } from 'express';
import { sidebarApp } from '../../helpscout/seed-helpscout.ts';
import { keepChoice, type PageContext, readChoice } from '../page-context.ts';
import { frameBase, type SandboxParts } from '../parts.ts';
import { type AppPlace, answerModes } from './app-frame.ts';
import { conversationPage } from './conversation-page.ts';
import { conversationBy, type Desk, deskOf, inboxBy } from './desk.ts';
import { folderOf } from './folders.ts';
import { folderPage, searchPage } from './list-page.ts';
import { newMailPage } from './new-mail-page.ts';
import { savedRepliesPage } from './saved-replies-page.ts';

type Show = (path: string, find: (req: Request, context: PageContext) => string | undefined) => void;

/** The pages of the little Help Scout. `?as=` acts as another agent from then on. */
export function addHelpscoutPages(show: Show, parts: SandboxParts): void {
  const { memory, acts } = parts.helpscout;
  const deskFor = (req: Request, context: PageContext): Desk => deskOf(context, memory, agentOf(req));
  show('/helpscout', (req, context) => {
    const desk = deskFor(req, context);
    const inbox = inboxBy(desk, Number(req.query.inbox));
    const { q: asked } = req.query;
    if (typeof asked === 'string' && asked.trim()) return searchPage(desk, inbox, asked.trim());
    return folderPage(desk, inbox, folderOf(req.query.folder));
  });
  show('/helpscout/conversation/:id', (req, context) => {
    const desk = deskFor(req, context);
    const conversation = conversationBy(desk, Number(req.params.id));
    if (!conversation) return undefined;
    return conversationPage(desk, conversation, appPlace(parts, req, desk, conversation.id), acts);
  });
  show('/helpscout/new-mail', (req, context) => {
    const desk = deskFor(req, context);
    return newMailPage(desk, inboxBy(desk, Number(req.query.inbox)));
  });
  show('/helpscout/saved-replies', (req, context) => {
    const desk = deskFor(req, context);
    return savedRepliesPage(desk, inboxBy(desk, Number(req.query.inbox)));
  });
}

/** Whom the visitor acts as in Help Scout, if anybody was chosen. */
export function agentOf(req: Request): string | undefined {
  const asked = typeof req.query.as === 'string' ? req.query.as : undefined;
  if (asked && req.res) keepChoice(req.res, 'sandbox_helpscout_agent', asked);
  return asked ?? readChoice(req, 'sandbox_helpscout_agent');
}

function appPlace(parts: SandboxParts, req: Request, { agent }: Desk, conversationId: number): AppPlace {
  const asked = { conversationId, userId: agent.id, base: frameBase(parts) };
  return {
    src: parts.helpscout.acts.sidebarUrl(asked),
    installationId: sidebarApp.installationId,
    answers: answerModes.find((mode) => mode === req.query.answers) ?? 'now',
  };
}
