/**
 * Prints a document as the wiki text that version 2 of Jira's interface shows.
 */
import type { RichText } from '../state';
import { attribute, type Node, nodeOf } from './node';

/** The wiki text of a document. */
export const textOf = (document: RichText): string => blocks(document.content, '\n\n');

const blocks = (content: readonly unknown[], between: string): string =>
  content.map((value) => block(nodeOf(value))).join(between);

function block(node: Node | undefined): string {
  if (!node) return '';
  switch (node.type) {
    case 'heading':
      return `h${attribute(node, 'level') || '1'}. ${inline(node)}`;
    case 'bulletList':
      return list(node, '*');
    case 'orderedList':
      return list(node, '#');
    case 'codeBlock':
      return `{code}${inline(node)}{code}`;
    case 'blockquote':
      return `{quote}${blocks(node.content, '\n')}{quote}`;
    case 'panel':
      return `{panel}${blocks(node.content, '\n')}{panel}`;
    case 'rule':
      return '----';
    case 'table':
      return node.content.map((row) => tableRow(nodeOf(row))).join('\n');
    case 'paragraph':
      return inline(node);
    default:
      return node.hasContent && node.content.some((child) => nodeOf(child)?.type !== 'text')
        ? blocks(node.content, '\n')
        : leaf(node);
  }
}

const inline = (node: Node): string => node.content.map((child) => leaf(nodeOf(child))).join('');

const list = (node: Node, bullet: string): string =>
  node.content.flatMap((value) => item(nodeOf(value), bullet)).join('\n');

const item = (node: Node | undefined, bullet: string): readonly string[] =>
  (node?.content ?? []).map((value) => {
    const child = nodeOf(value);
    const nested = child?.type === 'bulletList' ? '*' : child?.type === 'orderedList' ? '#' : undefined;
    return child && nested ? list(child, `${bullet}${nested}`) : `${bullet} ${block(child)}`;
  });

function tableRow(row: Node | undefined): string {
  const cells = (row?.content ?? []).map((value) => nodeOf(value));
  const bar = cells[0]?.type === 'tableHeader' ? '||' : '|';
  return `${bar}${cells.map((cell) => blocks(cell?.content ?? [], ' ')).join(bar)}${bar}`;
}

function leaf(node: Node | undefined): string {
  if (!node) return '';
  switch (node.type) {
    case 'text':
      return marked(node);
    case 'hardBreak':
      return '\n';
    case 'mention':
      return `[~accountid:${attribute(node, 'id').replace(/^accountid:/, '')}]`;
    case 'inlineCard':
    case 'blockCard':
    case 'embedCard':
      return `[${attribute(node, 'url')}|${attribute(node, 'url')}|smart-link]`;
    case 'media':
    case 'mediaInline':
      return `!${attribute(node, 'alt') || attribute(node, 'url') || attribute(node, 'id')}!`;
    case 'emoji':
      return attribute(node, 'text') || attribute(node, 'shortName');
    case 'status':
      return attribute(node, 'text');
    case 'date':
      return attribute(node, 'timestamp');
    default:
      return attribute(node, 'text') || attribute(node, 'title') || inline(node);
  }
}

const WRAPS: Readonly<Record<string, readonly [string, string]>> = {
  strong: ['*', '*'],
  em: ['_', '_'],
  strike: ['-', '-'],
  underline: ['+', '+'],
  code: ['{{', '}}'],
};

const marked = (node: Node): string =>
  node.marks.reduce((text, mark) => {
    if (mark.type === 'link') return `[${text}|${attribute(mark, 'href')}]`;
    const wrap = WRAPS[mark.type];
    return wrap ? `${wrap[0]}${text}${wrap[1]}` : text;
  }, node.text ?? '');
