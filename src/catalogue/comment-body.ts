/**
 * What people say under an issue, as keys write it. INVARIANT: everyone who sees the issue sees it. Whom else it could be for is
 * a group or a role, which are the whole site's.
 */
import type { Members, Shape } from './operation';

const FOR_EVERYONE =
  'Comments by keys are seen by everyone who sees the issue; a restricted or internal one cannot be written.';

/** Members by which Jira would hide it from some. */
const HIDING: Members = { visibility: { refused: FOR_EVERYONE }, properties: { refused: FOR_EVERYONE } };

export const COMMENT_BODY: Shape = { members: { body: 'rich', ...HIDING }, required: ['body'] };
/** A service desk's says itself whom it is for. */
export const REQUEST_COMMENT: Shape = {
  members: { body: 'rich', public: { always: true, instead: FOR_EVERYONE } },
  required: ['body'],
};

/** Logged work, with its comment. */
export const WORK: Shape = {
  members: {
    comment: 'rich',
    started: { form: 'time' },
    timeSpent: { form: 'duration' },
    timeSpentSeconds: 'digits',
    ...HIDING,
  },
};
