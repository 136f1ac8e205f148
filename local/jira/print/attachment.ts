/** Attachments inside an issue: there the id is a string. */
import type { Attachment } from '../state';
import { printPerson } from './person';
import { baseOf, type Printing, selfUrl, time } from './printing';

export function printAttachment(p: Printing, attachment: Attachment): Record<string, unknown> {
  const content = `${baseOf(p)}/rest/api/${p.version}/attachment`;
  return {
    self: selfUrl(p, `attachment/${attachment.id}`),
    id: attachment.id,
    filename: attachment.filename,
    author: printPerson(p, attachment.authorAccountId),
    created: time(p, attachment.created),
    size: attachment.size,
    mimeType: attachment.mimeType,
    content: `${content}/content/${attachment.id}`,
    thumbnail: `${content}/thumbnail/${attachment.id}`,
  };
}
