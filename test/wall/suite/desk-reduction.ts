/** The rules of the reduction for answers of service desks: see `reduction.ts`, which takes them in. */
import { FIXTURE } from '../../../local/jira/seeds/fixture';
import type { Difference, DifferenceRule } from './reduction';

const { fields, comments, issues } = FIXTURE;

type Loose = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const member = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const last = ({ path }: Difference): string => path.at(-1) ?? '';
const inner = ({ around }: Difference): unknown => around[0]?.direct;
const outer = ({ around }: Difference, depth: number): unknown => around[depth]?.direct;

/** What a thing of a desk is, by the address in its links: `servicedesk/#/queue/#`. */
const kindOf = (thing: unknown): string =>
  (/\/rest\/servicedeskapi\/(.+)$/.exec(String(member(member(thing, '_links'), 'self') ?? ''))?.[1] ?? '')
    .replace(/\?.*$/, '')
    .replace(/(?<=\/)\d+(?=\/|$)/g, '#');

const leavesOut = (at: Difference, kind: string, members: readonly string[]): boolean =>
  at.kind === 'missing' && members.includes(last(at)) && kindOf(inner(at)) === kind;

const isPage = (value: unknown): boolean =>
  Array.isArray(member(value, 'values')) && isRecord(value) && 'limit' in value;
const isDeskPerson = (value: unknown): boolean => isRecord(value) && 'accountId' in value && !('self' in value);
const isForm = (value: unknown): boolean => Array.isArray(member(value, 'requestTypeFields'));
const isInfo = (value: unknown): boolean => isRecord(value) && 'isLicensedForUse' in value;

const HIDDEN: readonly unknown[] = [comments.restricted, comments.internal];
const SECURED: readonly unknown[] = [issues.secret.id, issues.secretToo.id];
const NEVER_WRITTEN: readonly unknown[] = [fields.unknown, fields.projectPicker];
const isHidden = (row: unknown): boolean =>
  HIDDEN.includes(member(row, 'id')) || (SECURED.includes(member(row, 'id')) && 'fields' in Object(row));

export const DESK_DIFFERENCES: readonly DifferenceRule[] = [
  {
    rule: 'addresses in links lead to the gateway',
    why: 'As all addresses do.',
    applies: (at) =>
      at.kind === 'changed' &&
      at.path.at(-2) === '_links' &&
      ['self', 'jiraRest'].includes(last(at)) &&
      at.seen === `${at.context.gatewayUrl}${String(at.direct).slice(at.context.siteUrl.length)}`,
  },
  {
    rule: 'addresses of portals, people and pages are left out of links',
    why: 'Portals and pictures are elsewhere; of pages the gateway makes its own.',
    applies: (at) =>
      at.kind === 'missing' &&
      ((at.path.at(-2) === '_links' && ['web', 'agent'].includes(last(at))) ||
        (last(at) === '_links' && (isPage(inner(at)) || isDeskPerson(inner(at))))),
  },
  {
    rule: 'offers of expansion are left out of what desks answer',
    why: 'They offer what the gateway does not serve.',
    applies: (at) => at.kind === 'missing' && last(at) === '_expands' && Array.isArray(at.direct),
  },
  {
    rule: 'private facts of people are left out of what desks answer',
    why: 'A name and an account are enough to work with.',
    applies: (at) =>
      at.kind === 'missing' && ['emailAddress', 'timeZone'].includes(last(at)) && isDeskPerson(inner(at)),
  },
  {
    rule: 'what a portal shows of a request type is left out',
    why: 'Pictures are elsewhere, and who may use it there says nothing of a key.',
    applies: (at) =>
      leavesOut(at, 'servicedesk/#/requesttype/#', ['defaultName', 'portalId', 'icon', 'restrictionStatus']),
  },
  {
    rule: 'of which kind the project is, is left out of its desk',
    why: 'The project says it.',
    applies: (at) => leavesOut(at, 'servicedesk/#', ['projectTypeKey']),
  },
  {
    rule: 'the query of a queue and how much it finds are left out',
    why: 'It may reach into every project.',
    applies: (at) => leavesOut(at, 'servicedesk/#/queue/#', ['jql', 'issueCount']),
  },
  {
    rule: 'columns and values of fields that cannot be shown are left out',
    why: 'Only of listed types it is known what their values can carry.',
    applies: (at) =>
      at.kind === 'row missing' &&
      ((at.path.at(-2) === 'fields' && at.direct === fields.unknown) ||
        (at.path.at(-2) === 'requestFieldValues' && member(at.direct, 'fieldId') === fields.unknown)),
  },
  {
    rule: 'HTML is left out of requests and their comments',
    why: 'It carries titles of whatever is named in it.',
    applies: (at) =>
      (at.kind === 'missing' && last(at) === 'renderedValue' && at.path.at(-3) === 'requestFieldValues') ||
      leavesOut(at, 'request/#/comment/#', ['renderedBody']),
  },
  {
    rule: 'a form asks for what a key can write, and invites nobody',
    why: 'A field that no key writes would be refused; values set before are for people who see them.',
    applies: (at) =>
      (at.kind === 'missing' &&
        ['defaultValues', 'presetValues'].includes(last(at)) &&
        at.path.at(-3) === 'requestTypeFields') ||
      (at.kind === 'missing' &&
        ['canRaiseOnBehalfOf', 'canAddRequestParticipants'].includes(last(at)) &&
        isForm(inner(at))) ||
      (at.kind === 'row missing' &&
        at.path.at(-2) === 'requestTypeFields' &&
        NEVER_WRITTEN.includes(member(at.direct, 'fieldId'))),
  },
  {
    rule: 'comments that are not for every customer, and issues with a security level, are absent from what desks list',
    why: 'Whom they are for the app cannot say of a key.',
    applies: (at) => at.kind === 'row missing' && at.path.join('.') === 'values.#' && isHidden(at.direct),
  },
  {
    rule: 'pages of desks count what is shown',
    why: 'The number would tell how many are hidden.',
    applies: (at) =>
      at.kind === 'changed' &&
      at.path.join('.') === 'size' &&
      list(member(inner(at), 'values')).some(isHidden) &&
      at.seen === list(member(at.around[0]?.seen, 'values')).length,
  },
  {
    rule: 'rows of queues move up where others are hidden',
    why: 'A full page stays full: as many more at its end as are hidden before.',
    applies: (at) =>
      at.kind === 'row added' &&
      at.path.join('.') === 'values.#' &&
      member(outer(at, 1), 'isLastPage') === false &&
      list(inner(at)).some(isHidden) &&
      list(at.around[0]?.seen)
        .slice(-list(inner(at)).filter(isHidden).length)
        .includes(at.seen),
  },
  {
    rule: 'the gateway speaks for the service',
    why: 'A client learns where it talks to, and nothing by which one site differs from another.',
    applies: (at) =>
      isInfo(at.around.at(-1)?.direct) &&
      ['version', 'platformVersion', 'buildDate', 'buildChangeSet'].includes(at.path[0] ?? '') &&
      (at.kind === 'changed' || (at.kind === 'added' && at.path.join('.') === 'buildDate.friendly')),
  },
];
