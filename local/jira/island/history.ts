/**
 * An issue's history as it would be had other projects never been: nothing from before it came in from one of
 * them, and no item that names one of their issues, sprints, versions or components.
 */
import { type Border, customItemStaysInside } from '../border';
import type { HistoryEntry, HistoryItem, Issue, JiraState } from '../state';
import { keysBeyond } from './keys';

/** The very same list when there is nothing to take out. */
export function withoutForeignHistory(state: JiraState, border: Border, issue: Issue): readonly HistoryEntry[] {
  const arrival = issue.history.findLastIndex((entry) => entry.items.some((item) => crossesBorder(border, item)));
  const since = arrival < 0 ? issue.history : issue.history.slice(arrival + 1);
  const kept = since.flatMap((entry): readonly HistoryEntry[] => {
    const items = entry.items.filter((item) => !namesForeign(state, border, item));
    if (items.length === entry.items.length) return [entry];
    return items.length === 0 ? [] : [{ ...entry, items }];
  });
  return kept.length === issue.history.length && kept.every((entry, index) => entry === issue.history[index])
    ? issue.history
    : kept;
}

const crossesBorder = (border: Border, item: HistoryItem): boolean =>
  item.field === 'project' && (!border.isInside(item.from) || !border.isInside(item.to));

function namesForeign(state: JiraState, border: Border, item: HistoryItem): boolean {
  const ids = [item.from, item.to].filter((id) => id !== null).filter((id) => id !== '');
  switch (item.field) {
    case 'Link':
      return ids.some(keysBeyond(state, border));
    case 'Parent':
    case 'IssueParentAssociation':
    case 'Epic Link':
    case 'Epic Child':
      return [item.fromString, item.toString].some(
        (key) => key !== null && key !== '' && keysBeyond(state, border)(key),
      );
    case 'Sprint':
      return ids.some((list) => list.split(', ').some((id) => !border.hasSprint(Number(id))));
    case 'Fix Version':
    case 'Version':
      return ids.some((id) => isForeign(border, state.versions.get(id)));
    case 'Component':
      return ids.some((id) => isForeign(border, state.components.get(id)));
    default:
      return item.fieldtype === 'custom' && !customItemStaysInside(state, border, item);
  }
}

/** What is deleted is nobody's any more. */
const isForeign = (border: Border, entity: { readonly projectId: string } | undefined): boolean =>
  entity !== undefined && !border.isInside(entity.projectId);
