/**
 * Prints a document as the HTML of `renderedFields`: cards show their URL only, mentions the person's text, and
 * an issue key in running text whatever the caller makes of it.
 */
import type { RichText } from '../state';
import { attribute, type Node, nodeOf } from './node';

/** The HTML of a document; `renderIssueKey` must give HTML, or nothing to leave the key as it stands. */
export function htmlOf(document: RichText, renderIssueKey: (key: string) => string | undefined): string {
  const children = (node: { readonly content: readonly unknown[] }): string =>
    node.content.map((value) => print(nodeOf(value))).join('');

  function print(node: Node | undefined): string {
    if (!node) return '';
    switch (node.type) {
      case 'text':
        return marked(node);
      case 'hardBreak':
        return '<br/>';
      case 'rule':
        return '<hr />';
      case 'heading':
        return `<h${attribute(node, 'level') || '1'}>${children(node)}</h${attribute(node, 'level') || '1'}>`;
      case 'codeBlock':
        return `<pre><code>${children(node)}</code></pre>`;
      case 'mention':
        return `<a href="#" class="user-hover" accountid="${escaped(attribute(node, 'id'))}">${escaped(attribute(node, 'text'))}</a>`;
      case 'inlineCard':
      case 'blockCard':
      case 'embedCard':
        return link(attribute(node, 'url'), escaped(attribute(node, 'url')), 'smart-link');
      case 'media':
      case 'mediaInline':
        return `<span class="image-wrap">${escaped(attribute(node, 'alt') || attribute(node, 'id'))}</span>`;
      case 'emoji':
      case 'status':
        return escaped(attribute(node, 'text') || attribute(node, 'shortName'));
      default:
        return wrapped(ELEMENTS[node.type] ?? 'div', children(node));
    }
  }

  function marked(node: Node): string {
    const code = node.marks.some((mark) => mark.type === 'code' || mark.type === 'link');
    const text = code ? escaped(node.text ?? '') : withKeys(node.text ?? '', renderIssueKey);
    return node.marks.reduce((html, mark) => {
      if (mark.type === 'link') return link(attribute(mark, 'href'), html, undefined);
      const element = MARKS[mark.type];
      return element ? wrapped(element, html) : html;
    }, text);
  }

  return children(document);
}

const ELEMENTS: Readonly<Record<string, string>> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  table: 'table',
  tableRow: 'tr',
  tableHeader: 'th',
  tableCell: 'td',
};

const MARKS: Readonly<Record<string, string>> = { strong: 'b', em: 'em', strike: 'del', underline: 'ins', code: 'tt' };

const wrapped = (element: string, html: string): string => `<${element}>${html}</${element}>`;

const link = (url: string, html: string, title: string | undefined): string =>
  `<a href="${escaped(url)}"${title ? ` title="${title}"` : ''} class="external-link" rel="nofollow noreferrer">${html}</a>`;

const withKeys = (text: string, renderIssueKey: (key: string) => string | undefined): string =>
  text
    .split(/\b([A-Z][A-Z0-9_]+-[1-9][0-9]*)\b/)
    .map((part, index) => (index % 2 === 1 ? renderIssueKey(part) : undefined) ?? escaped(part))
    .join('');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
