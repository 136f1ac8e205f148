/**
 * How many calls to Jira an operation makes, as its row lets one see: the look-ups of what it names, before and after, and
 * the call itself. A test holds it against the calls that arrive.
 */
import type { Operation, Own, Place, Query, Ref, Relay, Shape } from '../../src/catalogue/operation';

type Allowed = Operation & (Relay | Own);

/** What can come to a call, and how often. */
export const NOTES = {
  people: '1 for each person that the call names, in each project of the key',
  query:
    'what a query names: 1 for its issues, 1 for each person in each project and 1 for each who can be given no work, and for sprints 1 for each project and each of its boards',
  boards: '1 for each board from which sprints in the answer stem',
  histories: '1 for each further 100 entries of a history',
  pages: "1 for each further page of Jira's: 50 rows of boards and desks, 100 comments or entries, 5,000 worklogs",
  issues: '2 for each further 50 issues of a queue',
  roles: '1 for each role of the site, 30 at most',
  projects: '1 for each project',
} as const;
type Note = keyof typeof NOTES;

export type Told = { readonly fewest: number; readonly most: number; readonly more: readonly Note[] };

const told = (fewest: number, maybe = 0, more: readonly Note[] = []): Told => ({
  fewest,
  most: fewest + maybe,
  more,
});

/** Look-ups of a thing that a path names: a sprint is placed by its board, a link by the issues at its ends. */
const LOOK_UPS: Readonly<Partial<Record<Ref, number>>> = {
  ...{ issue: 1, version: 1, component: 1, board: 1, desk: 1, sprint: 2, link: 2 },
};
/** What stands below an issue is looked up itself before it is written to, and where only the platform knows whom it is for. */
const CHILDREN: readonly Ref[] = ['comment', 'worklog', 'remoteLink'];

export function toldCalls(row: Allowed): Told {
  if (row.kind === 'own') {
    if (row.by === 'listDesks') return told(1, 0, ['projects']);
    return told(row.needs === undefined || row.by === 'parseJql' ? 0 : 1);
  }
  switch (row.check) {
    case 'before':
      return ofWrite(row);
    case 'each':
      if (row.id === 'bulkFetchIssues') return told(1, 2, ['boards', 'histories']);
      return told(1, 2, row.id === 'getBulkChangelogs' ? ['pages'] : ['query']);
    case 'project':
      return 'rolesOf' in Object(row.answer) ? told(1, 1, ['roles']) : told(1, 1);
    case 'query':
      if (row.id === 'countIssues') return told(1, 0, ['query']);
      return told(1, 1, ['query', 'boards', 'histories']);
    case 'names':
      return row.places === undefined ? told(1) : told(0, 1);
    case 'answer':
      return ofAnswer(row);
    case 'board':
      return ofIssueList(row);
    case 'beside':
      return ofBeside(row);
    case 'desk':
      return ofDesk(row);
  }
}

const placesOf = (row: Relay): readonly Place[] => Object.values(row.places ?? {});
const lookUpsOf = (places: readonly Place[]): number => places.reduce((sum, { ref }) => sum + (LOOK_UPS[ref] ?? 0), 0);
const childrenOf = (row: Relay): number => placesOf(row).filter(({ ref }) => CHILDREN.includes(ref)).length;

function ofAnswer(row: Relay): Told {
  const judgedBeside = placesOf(row).filter(({ ref }) => ref === 'link').length;
  const isIssue = placesOf(row).some(({ ref }) => ref === 'issue');
  return isIssue ? told(1, 1, ['boards', 'histories']) : told(1 + judgedBeside);
}

function ofIssueList(row: Relay): Told {
  const fewest = 1 + lookUpsOf(placesOf(row)) + (row.backlogOf === undefined ? 0 : 1);
  const isList = typeof row.answer === 'object' && 'page' in row.answer;
  const more: readonly Note[] = isList ? ['boards', 'histories'] : row.backlogOf === undefined ? [] : ['boards'];
  return told(fewest, isList ? 1 : 0, ['query', ...more]);
}

function ofBeside(row: Relay & { readonly id: string }): Told {
  const asked = placesIn(row.query).filter(({ ref }) => ref === 'board').length;
  // Before the read and after it.
  const fewest = 1 + 2 * (lookUpsOf(placesOf(row)) + asked);
  const hasSprints = row.id === 'getAllSprints';
  const more: readonly Note[] = row.gather === undefined ? [] : hasSprints ? ['pages', 'boards'] : ['pages'];
  return told(fewest, row.unplaced === true && row.gather !== undefined ? 1 : 0, more);
}

function ofDesk(row: Relay): Told {
  const { pages, by } = row.desk ?? {};
  const below = row.lookUp?.below === true ? 1 : 0;
  const beside = by === 'comments' ? 2 : by === 'arrival' || by === 'desk' ? 1 : 0;
  // A request may move while it is read; a desk stays in its project.
  const times = placesOf(row).some(({ ref }) => ref === 'issue') ? 2 : 1;
  const fewest = 1 + times * (lookUpsOf(placesOf(row)) + childrenOf(row)) + below + beside;
  const isOfIssues = by === 'issues';
  const more: readonly Note[] = pages === true ? [isOfIssues ? 'issues' : 'pages'] : [];
  return told(fewest, isOfIssues ? 1 : 0, by === 'arrival' ? [...more, 'histories'] : more);
}

function ofWrite(row: Relay): Told {
  const inBody = bodyParts(row.body);
  const asked = placesIn(row.query);
  const isNeeded = row.oneOf !== undefined;
  const sure =
    1 +
    lookUpsOf(placesOf(row)) +
    childrenOf(row) +
    (isNeeded ? asked.length : 0) +
    Number(inBody.needsIssue) +
    Number(inBody.sendsProjectKey) +
    inBody.placed +
    (row.lookUp?.below === true ? 1 : 0) +
    (row.lookUp?.estimate === true ? 1 : 0) +
    (row.empties === 'always' ? 3 : 0);
  const maybe =
    Number(inBody.mayNameIssue && !inBody.needsIssue) +
    Number(inBody.mayNameProject) +
    (isNeeded ? 0 : asked.length) +
    (row.lookUp?.subtasks === true ? 1 : 0) +
    (row.empties === 'byState' ? 3 : 0);
  return told(sure, maybe, inBody.mayNamePeople ? ['people'] : []);
}

const placesIn = (query: Readonly<Record<string, Query>> = {}): readonly Place[] =>
  Object.values(query).flatMap((each) => (typeof each === 'object' && 'ref' in each ? [each] : []));

/** What a body names that is looked up. Fields of issues name projects, issues and people. */
function bodyParts(body: Shape | undefined) {
  const shapes = [...shapesIn(body)];
  const is = (name: string): boolean => shapes.some(({ shape }) => typeof shape === 'object' && name in shape);
  const isIssue = ({ shape }: Found): boolean =>
    shape === 'issueId' || (typeof shape === 'object' && 'ref' in shape && shape.ref === 'issue');
  const ofFields = is('issueFields');
  const makes = shapes.some(
    ({ shape }) => typeof shape === 'object' && 'issueFields' in shape && shape.issueFields === 'create',
  );
  const as = (sent: string): boolean =>
    shapes.some(({ shape }) => typeof shape === 'object' && 'projectAs' in shape && shape.projectAs === sent);
  return {
    needsIssue: shapes.some((found) => isIssue(found) && found.required),
    mayNameIssue: ofFields || shapes.some(isIssue),
    mayNameProject: makes || as('projectId'),
    sendsProjectKey: as('project'),
    placed: shapes.filter(
      ({ shape }) => typeof shape === 'object' && 'ref' in shape && (shape.ref === 'board' || shape.ref === 'desk'),
    ).length,
    mayNamePeople: ofFields || shapes.some(({ shape }) => shape === 'person' || shape === 'rich'),
  };
}

type Found = { readonly shape: Shape; readonly required: boolean };

function* shapesIn(shape: Shape | undefined, required = true): Generator<Found> {
  if (shape === undefined) return;
  yield { shape, required };
  if (typeof shape !== 'object') return;
  if ('list' in shape) yield* shapesIn(shape.list, required);
  if (!('members' in shape)) return;
  for (const [name, member] of Object.entries(shape.members)) {
    const inner = typeof member === 'object' && 'shape' in member ? member.shape : member;
    yield* shapesIn(inner, required && (shape.required?.includes(name) ?? false));
  }
}
