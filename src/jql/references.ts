/**
 * What a query names, so that it can be resolved before confining: issues, people, and whether a lexicon is needed or
 * sprints are asked about.
 *
 * Depends on the text of the query alone. The field of a name that is not a system field is not known yet: every
 * value there that looks like an account id is reported, and the lexicon later says what it was.
 */
import { type Clause, operandValues, type Query, type Test } from './ast';
import { isLexiconKind, systemField } from './fields';
import { jqlFunction } from './functions';

export type JqlReferences = {
  /** Upper-cased issue keys and numeric ids. */
  readonly issues: readonly string[];
  /** Account ids as typed. */
  readonly people: readonly string[];
  readonly needsLexicon: boolean;
  /** Sprints are asked about, by the field's own name. */
  readonly asksAboutSprints: boolean;
};

/** Lists what a query, or a condition of a grant, names. */
export function references(query: Query): JqlReferences {
  const found = { issues: new Set<string>(), people: new Set<string>(), needsLexicon: false, asksAboutSprints: false };
  for (const test of query.where === undefined ? [] : testsOf(query.where)) addTest(test, found);
  if (query.orderBy.some(({ field }) => systemField(field) === undefined)) found.needsLexicon = true;
  return { ...found, issues: [...found.issues], people: [...found.people] };
}

/** The canonical spelling of an issue key or id, or undefined for text that can be neither. ASCII letters only. */
export function issueSpelling(text: string): string | undefined {
  const upper = text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  return /^(?:[A-Z][A-Z0-9_]{1,254}-)?[1-9][0-9]{0,17}$/.test(upper) ? upper : undefined;
}

/** No account id has a blank, an @ or no digit: whoever writes such a text means a name or an address. */
export const isNameOfPerson = (text: string): boolean => /[\s@]/.test(text) || !/[0-9]/.test(text);

/** All comparisons of a clause. */
export function testsOf(clause: Clause): readonly Test[] {
  switch (clause.kind) {
    case 'test':
      return [clause];
    case 'not':
      return testsOf(clause.clause);
    default:
      return clause.clauses.flatMap(testsOf);
  }
}

type Found = { issues: Set<string>; people: Set<string>; needsLexicon: boolean; asksAboutSprints: boolean };

function addTest(test: Test, found: Found): void {
  const field = systemField(test.field);
  const values = test.operand === undefined ? [] : operandValues(test.operand);
  if (field === undefined || isLexiconKind(field.kind)) found.needsLexicon = true;
  if (field?.kind === 'sprints') found.asksAboutSprints = true;
  for (const value of values) {
    if (value.kind === 'value') {
      if (field?.kind === 'issues') addIssue(value.text, found);
      // A project's name stands in its lexicon; by id and key it is known without one.
      if (field?.kind === 'projects' && !looksLikeProject(value.text)) found.needsLexicon = true;
      if (field === undefined ? looksLikeAccountId(value.text) : field.kind === 'people') found.people.add(value.text);
    } else if (value.kind === 'function' && jqlFunction(value.name)?.args === 'link') {
      addIssue(value.args[0] ?? '', found);
    }
  }
  for (const { word, operand } of test.predicates) {
    if (word !== 'by') continue;
    for (const value of operandValues(operand)) if (value.kind === 'value') found.people.add(value.text);
  }
}

function addIssue(text: string, found: Found): void {
  const spelling = issueSpelling(text);
  if (spelling !== undefined) found.issues.add(spelling);
}

function looksLikeProject(text: string): boolean {
  return /^(?:[1-9][0-9]*|[A-Z][A-Z0-9_]+)$/.test(text);
}

function looksLikeAccountId(text: string): boolean {
  return /^(?=.*[0-9])[\w:-]{10,128}$/.test(text);
}
