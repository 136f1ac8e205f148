/** A comment as a body brings it, on its own, with a link, or inside an issue's update. */
import { fieldErrors } from '../errors';
import { toText } from '../rich-text';
import type { Id, RichText, Visibility } from '../state';
import { isRecord, items, members, text } from './body';
import type { Call } from './call';
import { readRich } from './read-rich';

export type CommentReading = {
  readonly body: RichText;
  readonly visibility: Visibility | null;
  readonly parentId: Id | null;
  readonly jsdPublic: boolean | null;
  readonly properties: Readonly<Record<string, unknown>>;
};

export function readCommentBody(call: Call, value: unknown): CommentReading {
  const comment = members(value);
  const reading = readRich(call, comment.body);
  if (!reading.ok) throw fieldErrors({ comment: reading.error });
  if (reading.value === null || toText(reading.value).trim() === '') {
    throw fieldErrors({ comment: 'Comment body can not be empty!' });
  }
  const properties = Object.fromEntries(
    items(comment.properties).flatMap((one) => {
      const { key, value: held } = members(one);
      return typeof key === 'string' ? [[key, held]] : [];
    }),
  );
  const internal = members(properties['sd.public.comment']).internal === true;
  return {
    body: reading.value,
    visibility: readVisibility(call, comment.visibility),
    parentId: text(comment.parentId) ?? null,
    jsdPublic: typeof comment.jsdPublic === 'boolean' ? comment.jsdPublic : internal ? false : null,
    properties,
  };
}

/** Whom a comment or an entry of work is for; null for everyone. */
export function readVisibility(call: Call, value: unknown): Visibility | null {
  if (!isRecord(value)) return null;
  const type = value.type === 'group' ? 'group' : 'role';
  const said = text(value.identifier) ?? text(value.value) ?? '';
  if (type === 'group') return { type, value: text(value.value) ?? said, identifier: said };
  const role = [...call.state.roles.values()].find((one) => one.id === said || one.name === said);
  if (role === undefined) throw fieldErrors({ commentLevel: `Group or role '${said}' does not exist.` });
  return { type, value: role.name, identifier: role.id };
}
