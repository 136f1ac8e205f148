/**
 * Parsers of what a service desk's answers say of themselves: to which desk or request they belong. Whatever does not parse
 * is absent.
 */
import { idOf, isLoose, member, textOf } from './answers';

/** A request type or queue, and the desk that it says it is of. */
export type BelowDesk = {
  readonly kind: 'requestType' | 'queue';
  readonly id: string;
  readonly deskId: string;
  /** The type of the issues that requests of this type are. */
  readonly issueTypeId: string | undefined;
};

export function parseBelowDesk(kind: BelowDesk['kind'], value: unknown): BelowDesk | undefined {
  const id = idOf(value);
  const deskId =
    kind === 'requestType' ? numbered(member(value, 'serviceDeskId')) : addressed(value, 'servicedesk', 'queue');
  return id === undefined || deskId === undefined
    ? undefined
    : { kind, id, deskId, issueTypeId: numbered(member(value, 'issueTypeId')) };
}

/** The issue of whose request a comment or a clock says that it is. */
export const requestOf = (kind: 'comment' | 'sla', value: unknown): string | undefined =>
  addressed(value, 'request', kind);

/** The id of what a thing says in its own address that it is below. */
function addressed(value: unknown, above: string, segment: string): string | undefined {
  const self = textOf(member(member(value, '_links'), 'self')) ?? '';
  const [, id, own] = new RegExp(`/${above}/([1-9][0-9]{0,17})/${segment}/([1-9][0-9]{0,17})$`).exec(self) ?? [];
  return own !== undefined && own === idOf(value) ? id : undefined;
}

const numbered = (value: unknown): string | undefined => idOf({ id: value });

export type RequestFact = {
  readonly issueId: string;
  readonly issueKey: string;
  readonly deskId: string;
  readonly typeId: string;
};

export function parseRequestFact(value: unknown): RequestFact | undefined {
  const issueId = numbered(member(value, 'issueId'));
  const issueKey = textOf(member(value, 'issueKey'));
  const deskId = numbered(member(value, 'serviceDeskId'));
  const typeId = numbered(member(value, 'requestTypeId'));
  return issueId === undefined || issueKey === undefined || deskId === undefined || typeId === undefined
    ? undefined
    : { issueId, issueKey, deskId, typeId };
}

/** Milliseconds since 1970 of a moment as service desks tell it. */
export function momentOf(value: unknown): number | undefined {
  const moment = isLoose(value) ? value['epochMillis'] : undefined;
  return typeof moment === 'number' && Number.isFinite(moment) ? moment : undefined;
}
