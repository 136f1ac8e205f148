/**
 * Rich text keeps its references in every form: mentions, cards and links.
 */
import { mentionedPeople, toDocument, toHtml, toText, validateDocument } from '../../local/jira/rich-text';
import type { RichText } from '../../local/jira/state';

const paragraph = (...content: readonly unknown[]): RichText => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content }],
});
const text = (words: string, ...marks: readonly unknown[]) => ({
  type: 'text',
  text: words,
  ...(marks.length ? { marks } : {}),
});
const url = 'https://example.atlassian.net/browse/OMEGA-1';

describe('wiki text and documents are two spellings of the same', () => {
  const cases: readonly [what: string, wiki: string][] = [
    ['nothing', ''],
    ['plain words', 'plain words'],
    ['paragraphs', 'one\n\ntwo'],
    ['lines', 'one\ntwo'],
    ['a mention', 'ask [~accountid:712020:abc] now'],
    ['a card', `see [${url}|${url}|smart-link]`],
    ['a link', `see [this|${url}]`],
    ['a list', '* one\n* two'],
    ['a numbered list', '# one\n# two'],
    ['a heading', 'h2. Title\n\nwords'],
    ['code with blank lines', '{code}a\n\nb{code}'],
    ['a rule', '----'],
  ];
  it.each(cases)('%s', (_what, wiki) => {
    expect(toText(toDocument(wiki))).toBe(wiki);
    expect(validateDocument(toDocument(wiki))).toBe('ok');
  });
});

describe('a document as text', () => {
  const cases: readonly [what: string, document: RichText, wiki: string][] = [
    ['an inline card', paragraph({ type: 'inlineCard', attrs: { url } }), `[${url}|${url}|smart-link]`],
    [
      'a block card',
      { type: 'doc', version: 1, content: [{ type: 'blockCard', attrs: { url } }] },
      `[${url}|${url}|smart-link]`,
    ],
    ['marks', paragraph(text('a', { type: 'strong' }), text('b', { type: 'code' })), '*a*{{b}}'],
    ['a linked word', paragraph(text('here', { type: 'link', attrs: { href: url } })), `[here|${url}]`],
    ['a picture', paragraph({ type: 'mediaInline', attrs: { id: 'f1', alt: 'plan.png' } }), '!plan.png!'],
    [
      'a panel',
      { type: 'doc', version: 1, content: [{ type: 'panel', content: [{ type: 'paragraph', content: [text('a')] }] }] },
      '{panel}a{panel}',
    ],
    ['something unknown', { type: 'doc', version: 1, content: [{ type: 'extension', attrs: { text: 'x' } }] }, 'x'],
  ];
  it.each(cases)('%s', (_what, document, wiki) => {
    expect(toText(document)).toBe(wiki);
  });
});

describe('a document as HTML', () => {
  const nothing = () => undefined;
  it('shows a card by its address and never by a title', () => {
    expect(toHtml(paragraph({ type: 'inlineCard', attrs: { url } }), nothing)).toBe(
      `<p><a href="${url}" title="smart-link" class="external-link" rel="nofollow noreferrer">${url}</a></p>`,
    );
  });

  it('hands each issue key in running text to the caller, and escapes all else', () => {
    const keys: string[] = [];
    const html = toHtml(paragraph(text('<b> OMEGA-1 & A-2, not OMEGA-01')), (key) => {
      keys.push(key);
      return key === 'OMEGA-1' ? '<i>found</i>' : undefined;
    });
    expect(keys).toEqual(['OMEGA-1']);
    expect(html).toBe('<p>&lt;b&gt; <i>found</i> &amp; A-2, not OMEGA-01</p>');
  });
});

describe('what comes as a document', () => {
  const cases: readonly [what: string, value: unknown, verdict: ReturnType<typeof validateDocument>][] = [
    ['a document', paragraph(text('a')), 'ok'],
    ['an empty document', { type: 'doc', version: 1, content: [] }, 'ok'],
    ['a string', 'text', 'not-a-document'],
    ['null', null, 'not-a-document'],
    ['a list', [], 'not-a-document'],
    ['another node', { type: 'paragraph', content: [] }, 'not-a-document'],
    ['no version', { type: 'doc', content: [] }, 'invalid'],
    ['no content', { type: 'doc', version: 1 }, 'invalid'],
    ['a node without a type', { type: 'doc', version: 1, content: [{}] }, 'invalid'],
    ['a text without text', paragraph({ type: 'text' }), 'invalid'],
    ['a document in a document', { type: 'doc', version: 1, content: [paragraph()] }, 'invalid'],
  ];
  it.each(cases)('%s is judged: %#', (_what, value, verdict) => {
    expect(validateDocument(value)).toBe(verdict);
  });
});

it('mentioned people are found at any depth, each once', () => {
  const mention = (id: string) => ({ type: 'mention', attrs: { id } });
  const list = { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(mention('b'))] }] };
  const document: RichText = {
    type: 'doc',
    version: 1,
    content: [{ type: 'paragraph', content: [mention('a'), mention('a')] }, list],
  };
  expect(mentionedPeople(document)).toEqual(['a', 'b']);
});
