import { createHash } from 'node:crypto';

/** The look of the public pages: no font, picture or script of anybody else, readable from 320 pixels on. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f5f8, #12151c);
  --paper: light-dark(#ffffff, #1b1f29);
  --ink: light-dark(#1c2230, #eceff5);
  --soft: light-dark(#545c70, #a9b1c3);
  --line: light-dark(#d9dce5, #343a48);
  --edge: light-dark(#747c8f, #858da0);
  --accent: light-dark(#0b6b54, #4cc9a4);
  --on-accent: light-dark(#ffffff, #06241c);
  --bad: light-dark(#a5243a, #ff9aa7);
  --bad-ground: light-dark(#fbe6e9, #431d25);
  --info-ground: light-dark(#e0f2ec, #173a31);
  --focus: light-dark(#1f55d6, #8fb0ff);
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere; }
header, main, footer { width: min(100% - 2rem, 42rem); margin-inline: auto; }
header { display: flex; justify-content: flex-end; padding-block: 1rem 0; }
main { padding-block: 0.5rem 3rem; }
footer { padding-block: 0 2rem; }
h1 { margin: 0 0 0.5rem; font-size: clamp(1.4rem, 5vw, 1.8rem); line-height: 1.25; }
h2 { margin: 0 0 0.5rem; font-size: 1.15rem; }
p { margin: 0 0 0.75rem; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.soft { color: var(--soft); }
.card { margin: 0 0 1.25rem; padding: clamp(1rem, 4vw, 1.75rem); background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
.box { margin: 0 0 1.25rem; padding: 1rem 1.25rem; border-radius: 10px; border: 1px solid currentColor; }
.box p:last-child, .box ul, .box dl { margin-bottom: 0; }
.wrong { background: var(--bad-ground); color: var(--bad); }
.wrong a { color: inherit; }
.info { background: var(--info-ground); border-color: var(--line); }
.field { margin: 0 0 1.25rem; }
label { display: block; font-weight: 600; }
label .soft { font-weight: 400; }
.hint { margin: 0; font-size: 0.925rem; }
.error { margin: 0.25rem 0 0; color: var(--bad); font-weight: 600; }
input, textarea { display: block; width: 100%; margin-top: 0.25rem; padding: 0.6rem 0.7rem; border: 1px solid var(--edge); border-radius: 6px; background: var(--paper); color: inherit; font: inherit; }
textarea { min-height: 8rem; resize: vertical; }
[aria-invalid="true"] { border: 2px solid var(--bad); }
button { padding: 0.7rem 1.4rem; border: 0; border-radius: 6px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
.switch { padding: 0.25rem 0; background: none; color: var(--accent); font-weight: 400; text-decoration: underline; text-underline-offset: 2px; }
.aside { position: absolute; left: -200vw; width: 1px; height: 1px; overflow: hidden; }
dl { margin: 0; }
dt { font-weight: 600; }
dd { margin: 0 0 0.5rem; white-space: pre-line; }
ol.steps { margin: 0; padding: 0; list-style: none; }
ol.steps li { padding: 0 0 1rem 1.5rem; border-left: 3px solid var(--line); }
ol.steps li:last-child { padding-bottom: 0; }
ol.steps li.done, ol.steps li[aria-current] { border-color: var(--accent); }
ol.steps li[aria-current] { font-weight: 600; }
ol.steps li.later { color: var(--soft); }
ol.steps time, ol.steps .soft { display: block; font-weight: 400; }
`;

const digest = createHash('sha256').update(style, 'utf8').digest('base64');

/** What the public pages may do: show themselves in this one style, and send their own form. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${digest}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
