import type { Language } from '../model/localized.ts';

/** The three Liquid texts of a mail. */
export interface MailTemplate {
  subject: string;
  text: string;
  html: string;
}

/** A piece of a mail, in Liquid. With `when`, it appears only if this variable is not empty. */
export type Block =
  | { paragraph: string; when?: string }
  | { quote: string; when?: string }
  /** Several lines that come as one value. */
  | { lines: string; when?: string }
  | { button: { label: string; link: string }; when?: string };

export interface MailContent {
  language: Language;
  subject: string;
  blocks: readonly Block[];
  /** Why this mail came, in small print. */
  footer: string;
}

/**
 * Builds the text and the HTML of a mail from the same pieces, so that both say the same. The pieces are ours: they
 * are not escaped here, the values are, when the mail is rendered.
 */
export function composeMail({ language, subject, blocks, footer }: MailContent): MailTemplate {
  const text = blocks.map((block) => onlyWhen(block, `${textOf(block)}\n\n`)).join('');
  const html = blocks.map((block) => onlyWhen(block, `${htmlOf(block)}\n`)).join('');
  return { subject, text: `${text}--\n${footer}\n`, html: page(language, subject, html, footer) };
}

function onlyWhen({ when }: Block, liquid: string): string {
  return when === undefined ? liquid : `{% if ${when} != "" %}${liquid}{% endif %}`;
}

function textOf(block: Block): string {
  if ('button' in block) return block.button.link;
  if ('lines' in block) return block.lines;
  return 'quote' in block ? `> ${block.quote}` : block.paragraph;
}

function htmlOf(block: Block): string {
  if ('paragraph' in block)
    return `<p style="margin:0 0 16px">${block.paragraph.replaceAll('\n', '<br>')}</p>`;
  if ('lines' in block) return `<p style="margin:0 0 16px;white-space:pre-line">${block.lines}</p>`;
  if ('quote' in block)
    return `<p style="margin:0 0 16px;padding:0 0 0 12px;${quoteBorder}">${block.quote}</p>`;
  const { label, link } = block.button;
  // The address is written out too: some readers remove links from mails.
  return `<p style="margin:0 0 8px"><a href="${link}" style="${buttonStyle}">${label}</a></p>
<p style="margin:0 0 16px;font-size:14px;word-break:break-all">${link}</p>`;
}

const quoteBorder = 'border-left:3px solid #8a94a6;white-space:pre-line';
const buttonStyle =
  'display:inline-block;padding:12px 20px;border-radius:4px;background:#1f4e8c;color:#ffffff;font-weight:bold;text-decoration:none';
const bodyStyle =
  'margin:0;padding:0;background:#f3f5f8;color:#1b2330;font:16px/1.5 Arial,Helvetica,sans-serif';

function page(language: Language, title: string, content: string, footer: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body style="${bodyStyle}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff">
<tr><td style="padding:32px 28px 16px;text-align:left">
${content}</td></tr>
<tr><td style="padding:16px 28px 24px;border-top:1px solid #dde2ea;color:#4a5568;font-size:13px;text-align:left">${footer}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}
