/**
 * Reading nodes of a document that may hold anything: what has no type is no node.
 */
import type { RichText } from '../state';

export type Node = {
  readonly type: string;
  readonly text: string | undefined;
  readonly version: unknown;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly marks: readonly { readonly type: string; readonly attrs: Readonly<Record<string, unknown>> }[];
  readonly hasContent: boolean;
  readonly content: readonly unknown[];
};

export function nodeOf(value: unknown): Node | undefined {
  if (!isRecord(value) || typeof value.type !== 'string') return undefined;
  const { type, text, version, attrs, marks, content } = value;
  return {
    type,
    text: typeof text === 'string' ? text : undefined,
    version,
    attrs: isRecord(attrs) ? attrs : {},
    marks: (Array.isArray(marks) ? marks : []).flatMap((mark: unknown) =>
      isRecord(mark) && typeof mark.type === 'string'
        ? [{ type: mark.type, attrs: isRecord(mark.attrs) ? mark.attrs : {} }]
        : [],
    ),
    hasContent: Array.isArray(content),
    content: Array.isArray(content) ? content : [],
  };
}

/** Every node of a document, in reading order. */
export const nodesBelow = (root: RichText | Node): readonly Node[] =>
  root.content.flatMap((child) => {
    const node = nodeOf(child);
    return node ? [node, ...nodesBelow(node)] : [];
  });

/** A text attribute, or nothing. */
export const attribute = (node: { readonly attrs: Node['attrs'] }, name: string): string => {
  const value = node.attrs[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
