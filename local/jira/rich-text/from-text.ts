/**
 * Reads wiki text into the blocks of a document: paragraphs, headings, lists, code, rules, and in running text
 * mentions, cards, links and line breaks. All else stays text.
 */

/** Blocks of a document; empty text has none. */
export function blocksOf(text: string): readonly unknown[] {
  const blocks: unknown[] = [];
  // A code block is kept whole, blank lines included.
  for (const [index, part] of text
    .replace(/\r\n?/g, '\n')
    .split(/\{code(?::[^}]*)?\}/)
    .entries()) {
    if (index % 2 === 1)
      blocks.push({ type: 'codeBlock', attrs: {}, content: textNodes(part.replace(/^\n|\n$/g, '')) });
    else for (const chunk of part.split(/\n{2,}/)) blocks.push(...chunkBlocks(chunk));
  }
  return blocks;
}

/** Lines without a blank one between them; each run of the same kind is one block. */
function chunkBlocks(chunk: string): readonly unknown[] {
  const blocks: unknown[] = [];
  let run: { readonly kind: Kind; readonly lines: string[] } | undefined;
  for (const line of chunk.split('\n')) {
    const kind = kindOf(line);
    if (run?.kind === kind && kind !== 'heading') run.lines.push(line);
    else {
      if (run) blocks.push(...block(run.kind, run.lines));
      run = { kind, lines: [line] };
    }
  }
  return run ? [...blocks, ...block(run.kind, run.lines)] : blocks;
}

type Kind = 'paragraph' | 'heading' | 'bulletList' | 'orderedList' | 'rule';

const kindOf = (line: string): Kind =>
  /^h[1-6]\. /.test(line)
    ? 'heading'
    : /^\* /.test(line)
      ? 'bulletList'
      : /^# /.test(line)
        ? 'orderedList'
        : line === '----'
          ? 'rule'
          : 'paragraph';

function block(kind: Kind, lines: readonly string[]): readonly unknown[] {
  switch (kind) {
    case 'rule':
      return lines.map(() => ({ type: 'rule' }));
    case 'heading':
      return lines.map((line) => ({
        type: 'heading',
        attrs: { level: Number(line[1]) },
        content: inline(line.slice(4)),
      }));
    case 'bulletList':
    case 'orderedList':
      return [{ type: kind, content: lines.map((line) => listItem(line.slice(2))) }];
    case 'paragraph': {
      const content = lines.flatMap((line, index) => [...(index > 0 ? [{ type: 'hardBreak' }] : []), ...inline(line)]);
      return content.length === 0 ? [] : [{ type: 'paragraph', content }];
    }
  }
}

const listItem = (text: string): unknown => ({
  type: 'listItem',
  content: [{ type: 'paragraph', content: inline(text) }],
});

const textNodes = (text: string): readonly unknown[] => (text === '' ? [] : [{ type: 'text', text }]);

// A link's target stands behind its alias, and blanks around it do not count: `[alias|~accountid:…]` is a mention too
// (`mentionLinkResolver` of Atlassian's editor-wikimarkup-transformer asks only how the target begins).
const REFERENCE = /\[(?:[^\]|]*\|)?\s*~accountid:([^\]|\s]+)\s*\]|\[([^\]|]*)\|([^\]|\s]+)(\|smart-link)?\]/g;

function inline(line: string): readonly unknown[] {
  const nodes: unknown[] = [];
  let end = 0;
  for (const match of line.matchAll(REFERENCE)) {
    nodes.push(...textNodes(line.slice(end, match.index)), reference(match));
    end = match.index + match[0].length;
  }
  return [...nodes, ...textNodes(line.slice(end))];
}

function reference([, person, label, url, card]: RegExpMatchArray): unknown {
  if (person !== undefined) return { type: 'mention', attrs: { id: person, text: '@', accessLevel: '' } };
  if (card !== undefined) return { type: 'inlineCard', attrs: { url } };
  return { type: 'text', text: label || url, marks: [{ type: 'link', attrs: { href: url } }] };
}
