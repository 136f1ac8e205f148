/** Comments, with restriction, service-desk flag and, when expanded, HTML and properties. */

import { toText } from '../rich-text';
import type { Comment, RichText } from '../state';
import { printPerson } from './person';
import { type Printing, present, printsDocuments, selfUrl, time } from './printing';
import { printHtml } from './rendered';

export function printComment(
  p: Printing,
  comment: Comment,
  expand: ReadonlySet<string> = new Set(),
): Record<string, unknown> {
  return present({
    self: selfUrl(p, `issue/${comment.issueId}/comment/${comment.id}`),
    id: comment.id,
    author: printPerson(p, comment.authorAccountId),
    body: printRich(p, comment.body),
    renderedBody: expand.has('renderedBody') ? printHtml(p, comment.body) : undefined,
    updateAuthor: printPerson(p, comment.updateAuthorAccountId),
    created: time(p, comment.created),
    updated: time(p, comment.updated),
    visibility: comment.visibility ?? undefined,
    jsdPublic: comment.jsdPublic ?? true,
    jsdAuthorCanSeeRequest: true,
    parentId: comment.parentId === null ? undefined : Number(comment.parentId),
    properties: expand.has('properties')
      ? Object.entries(comment.properties).map(([key, value]) => ({ key, value }))
      : undefined,
  });
}

/** Rich text as the version asked for prints it: a document in 3, a string in 2. */
export const printRich = (p: Printing, text: RichText | null): unknown =>
  text === null ? null : printsDocuments(p) ? text : toText(text);
