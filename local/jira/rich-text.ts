/**
 * Rich text: between plain (wiki) text and Atlassian Document Format, and to HTML.
 *
 * Covers what a stand-in needs to be truthful about references: mentions, cards, links and media keep their
 * targets in every form. Marks and blocks beyond that are printed, and only the simple ones are read back.
 */

import { remember } from './change/remember';
import { blocksOf } from './rich-text/from-text';
import { type Node, nodeOf, nodesBelow } from './rich-text/node';
import { htmlOf } from './rich-text/to-html';
import { textOf } from './rich-text/to-text';
import type { RichText } from './state';

/** Plain or wiki text as a document. */
export const toDocument = (text: string): RichText => ({ type: 'doc', version: 1, content: blocksOf(text) });

/** A document as version 2 prints it: a card is `[url|url|smart-link]`, a mention `[~accountid:…]`. */
export const toText: (document: RichText) => string = remember((document) => textOf(document));

/** What a key in running text becomes; `undefined` leaves it as text. */
export type RenderIssueKey = (key: string) => string | undefined;

/** A document as `renderedFields` shows it. */
export const toHtml = (document: RichText, renderIssueKey: RenderIssueKey): string => htmlOf(document, renderIssueKey);

/** Is this a document, something that only looks like one, or no document at all? */
export function validateDocument(value: unknown): 'ok' | 'not-a-document' | 'invalid' {
  const root = nodeOf(value);
  if (root?.type !== 'doc') return 'not-a-document';
  return root.version === 1 && root.hasContent && root.content.every((child) => isValid(child)) ? 'ok' : 'invalid';
}

/** Is this a document that Jira would take? */
export const isDocument = (value: unknown): value is RichText => validateDocument(value) === 'ok';

function isValid(value: unknown): boolean {
  const node = nodeOf(value);
  if (!node || node.type === 'doc') return false;
  if (node.type === 'text') return node.text !== undefined && node.text !== '';
  return node.content.every((child) => isValid(child));
}

/** Account ids of all people that a document mentions. */
export const mentionedPeople: (document: RichText) => readonly string[] = remember((document) => [
  ...new Set(
    nodesBelow(document)
      .filter((node: Node) => node.type === 'mention')
      .flatMap(({ attrs }) => (typeof attrs.id === 'string' ? [attrs.id.replace(/^accountid:/, '')] : [])),
  ),
]);
