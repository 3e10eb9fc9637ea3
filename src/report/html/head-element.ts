/** The head of every page: what a browser may do with it, its title and its style. */
import { createHash } from 'node:crypto';
import { markup, verbatim, type Markup } from './markup.ts';

function hashed(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

/** What the page is made of besides its content. */
export interface PageParts {
  readonly title: string;
  readonly style: string;
  /** Absent: the page has none, and none may run. */
  readonly script?: string;
}

/** The policy of a page: nothing is loaded from anywhere, and nothing applies or runs but its own style and script. */
function policyOf({ style, script }: PageParts): string {
  return [
    "default-src 'none'",
    `style-src ${hashed(style)}`,
    ...(script === undefined ? [] : [`script-src ${hashed(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The beginning of a page, its head included. */
export function headElement(parts: PageParts): Markup {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(parts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${parts.title}</title>
<style>${verbatim(parts.style)}</style>
</head>
`;
}
