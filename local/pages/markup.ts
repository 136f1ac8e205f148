/**
 * HTML as a value of its own, so that text can only enter it escaped.
 */
export class Markup {
  constructor(readonly source: string) {}
}

type Part = Markup | string | number | undefined | readonly Markup[];

/** A template whose values are escaped unless they are markup themselves; undefined prints nothing. */
export const markup = (texts: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(texts.reduce((source, text, at) => source + print(parts[at - 1]) + text));

function print(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.source;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(({ source }) => source).join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
