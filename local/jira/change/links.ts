/**
 * Tying issues together and apart. Both ends get a line of history that carries the other's key, and mail.
 */
import type { HistoryItem, Id, Issue, IssueLink, JiraState } from '../state';
import { type Act, mailAbout, putWithHistory, systemItem } from './history';
import { linksOf } from './lookup';
import { put, remove, takeId } from './tables';

type Ends = Pick<IssueLink, 'typeId' | 'inwardIssueId' | 'outwardIssueId'>;

/** `existed`: the very link was there before; then nothing changes. */
export function linkIssues(
  state: JiraState,
  ends: Ends,
  act: Act,
): { readonly state: JiraState; readonly link: IssueLink; readonly existed: boolean } {
  const before = linksOf(state, ends.inwardIssueId).find(
    (link) =>
      link.typeId === ends.typeId &&
      link.inwardIssueId === ends.inwardIssueId &&
      link.outwardIssueId === ends.outwardIssueId,
  );
  if (before) return { state, link: before, existed: true };
  const { state: counted, id } = takeId(state);
  const link: IssueLink = { ...ends, id };
  return { state: tell(put(counted, 'links', link), link, 'linked', act), link, existed: false };
}

/** Takes a link away; an unknown id changes nothing. */
export function unlink(state: JiraState, linkId: Id, act: Act): JiraState {
  const link = state.links.get(linkId);
  return link ? tell(remove(state, 'links', linkId), link, 'unlinked', act) : state;
}

function tell(state: JiraState, link: IssueLink, what: 'linked' | 'unlinked', act: Act): JiraState {
  const type = state.linkTypes.get(link.typeId);
  const inward = state.issues.get(link.inwardIssueId);
  const outward = state.issues.get(link.outwardIssueId);
  if (!inward || !outward || !type) return state;
  const item = (other: Issue, phrase: string): HistoryItem => {
    const end = [other.key, `This issue ${phrase} ${other.key}`] as const;
    const none = [null, null] as const;
    return what === 'linked' ? systemItem('Link', null, none, end) : systemItem('Link', null, end, none);
  };
  const add = (sofar: JiraState, id: Id, other: Issue, phrase: string): JiraState => {
    const issue = sofar.issues.get(id);
    if (!issue) return sofar;
    const updated = new Date(act.now).toISOString();
    return mailAbout(putWithHistory(sofar, { ...issue, updated }, [item(other, phrase)], act), id, what, act);
  };
  const first = add(state, inward.id, outward, type.outward);
  return add(first, outward.id, inward, type.inward);
}
