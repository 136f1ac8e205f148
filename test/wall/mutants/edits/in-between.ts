/** What changes while a call is under way, and what a call tells or writes without naming it. */
import type { Mutant } from '../mutant';

const CAME_IN = 'test/wall/came-in.test.ts';
const DESK = 'src/gateway/serve-desk.ts';
const BESIDE_READ = `  const probe = rowsProbe(at.call, operation, NO_FACTS, at.principal);
  const first = operation.gather === undefined ? probe : probePage(probe, 0, operation.gather.pageMax);
  const sealed = await forwardProbe(first, at.jira);
  if (!sealed.ok) return denied(faultDenial(sealed.error, false));
`;

export const IN_BETWEEN: readonly Mutant[] = [
  {
    rule: 'R12',
    what: 'what does not say its project is looked up only after it was read',
    edits: [
      {
        file: 'src/gateway/serve.ts',
        find: `  const before = await lookUpAndDecide(at);
  if (!before.ok) return denied(before.error);
${BESIDE_READ}`,
        replace: `${BESIDE_READ}  const before = await lookUpAndDecide(at);
  if (!before.ok) return denied(before.error);
`,
      },
    ],
    dies: [{ tests: CAME_IN, name: 'of an issue that was foreign when it was read there is nothing' }],
  },
  {
    rule: 'R12',
    what: 'a request is looked up only after it was read',
    edits: [
      {
        file: DESK,
        find: '  const before = await judged(at);\n  if (!before.ok)',
        replace: `  const early = probeFor(at.call, operation, NO_FACTS, at.principal);
  const read = await forwardProbe(pages === true ? probeDeskPage(early, 0, PAGE_MAX) : early, at.jira);
  const before = await judged(at);
  if (!before.ok)`,
      },
      {
        file: DESK,
        find: 'const sealed = await forwardProbe(pages === true ? probeDeskPage(whole, 0, PAGE_MAX) : whole, at.jira);',
        replace: 'const sealed = read;',
      },
    ],
    dies: [{ tests: CAME_IN, name: 'there is nothing: participants' }],
  },
  {
    rule: 'R12',
    what: 'a comment is for customers if it is when it was read',
    edits: [{ file: DESK, find: '.filter((id) => openBefore.has(id))', replace: '' }],
    dies: [{ tests: CAME_IN, name: 'a comment that was restricted when it was read' }],
  },
  {
    rule: 'R12',
    what: 'an end of a relation is shown as it was before it was looked up',
    edits: [
      {
        file: 'src/gateway/inside-answer.ts',
        find: 'return found.told === undefined ? value : asTold(value, found.told);',
        replace: 'return value;',
      },
    ],
    dies: [{ tests: CAME_IN, name: 'an end hidden by a security level' }],
  },
  {
    rule: 'R12',
    what: 'an epic is shown by the name that it had before it was looked up',
    edits: [
      { file: 'src/gateway/ends.ts', find: 'return isNamedAlike(end, told) ? end :', replace: 'return end ? end :' },
    ],
    dies: [{ tests: CAME_IN, name: 'an epic of a board is shown as it is' }],
  },
  {
    rule: 'R12',
    what: 'an issue of a queue is shown as it was before it was looked up',
    edits: [
      { file: DESK, find: 'told === undefined ? [] : [asTold(row, told)]', replace: 'told === undefined ? [] : [row]' },
    ],
    dies: [{ tests: CAME_IN, name: 'an issue of a queue is shown as it is' }],
  },
  {
    rule: 'R12',
    what: 'an issue counts as matching its condition, whichever version of it was read',
    edits: [
      {
        file: 'src/gateway/show.ts',
        find: 'updated !== undefined && matching.value.get(id) === updated;',
        replace: 'updated !== undefined && matching.value.has(id);',
      },
    ],
    dies: [{ tests: CAME_IN, name: 'an issue hidden by a query' }],
  },
  {
    rule: 'R12',
    what: 'a history that is read after its issue is shown to its end',
    edits: [
      {
        file: 'src/gateway/whole-history.ts',
        find: 'const older = page.value.slice(0, end - start);',
        replace: 'const older = page.value;',
      },
    ],
    dies: [{ tests: 'test/wall/toctou.test.ts', name: 'a history read after its issue' }],
  },
  {
    rule: 'R5',
    what: 'a list is found by a field that is hidden from the key',
    edits: [
      {
        file: 'src/gateway/decide.ts',
        find: "  if (tellsHidden(call, judged.facts.lexicons)) return err({ reason: 'condition_unmet', condition: 'fields' });\n",
        replace: '',
      },
    ],
    dies: [{ tests: 'test/wall/hidden-fields.test.ts', name: 'a list is not found by a field that is hidden' }],
  },
  {
    rule: 'R5',
    what: 'a hidden field is hidden by one of its names alone',
    edits: [
      {
        file: 'src/catalogue/field-families.ts',
        find: 'return new Set([...named, ...others]);',
        replace: 'return new Set(named);',
      },
    ],
    dies: [{ tests: 'test/wall/hidden-families.test.ts', name: 'no answer tells it where' }],
  },
  {
    rule: 'R6',
    what: 'whether there is what is hidden is seen by the refusal to tell it',
    edits: [
      {
        file: 'src/gateway/admit.ts',
        find: 'return tellsHidden(call) ? err(',
        replace: 'return call.version === undefined ? err(',
      },
    ],
    dies: [{ tests: 'test/wall/hidden-families.test.ts', name: 'what is refused is refused alike' }],
  },
  {
    rule: 'R9',
    what: 'an estimate is written into a field that the key does not see',
    edits: [{ file: 'src/gateway/decide.ts', find: '    unseenEstimate(call, facts, acting) ??\n', replace: '' }],
    dies: [{ tests: 'test/wall/hidden-fields.test.ts', name: 'is not written into a field that the key does not see' }],
  },
  {
    rule: 'R9',
    what: 'deleting a version or a component changes issues that the grant leaves out',
    edits: [
      {
        file: 'src/gateway/conditions.ts',
        find: "  if (issueTypes !== undefined && operation.ofEveryType === true) return 'issueTypes';\n",
        replace: '',
      },
    ],
    dies: [{ tests: 'test/wall/reach.test.ts', name: 'takes nothing out of issues that the grant leaves out' }],
  },
  {
    rule: 'R9',
    what: 'what is restricted may be changed by a key that sees it',
    edits: [
      {
        file: 'src/gateway/references-inside.ts',
        find: "fact.seenBy === 'everyone' ? ok([]) : absent(child.kind)",
        replace: 'ok([])',
      },
    ],
    dies: [{ tests: 'test/gateway/reveals.test.ts', name: 'what is restricted is not changed by any key' }],
  },
];
