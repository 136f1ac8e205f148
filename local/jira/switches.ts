/**
 * Questions about the real Jira that no public source answers, each as a named switch.
 * The first form is the default, and is the one that leaks more where that is not settled.
 */
export const SWITCH_FORMS = {
  /** JQL with a value that names nothing. */
  'jql.unknownValue': ['400', 'empty', 'warnings'],
  'jql.unknownKey': ['400', 'skip'],
  'token.binding': ['none', 'jql', 'carries-jql', 'account'],
  'token.repeat': ['never', 'once', 'null-at-end'],
  /** A comment, worklog or property id below the wrong issue. */
  'child.parentCheck': ['foreign-child', 'child-404', 'issue-404'],
  'app.securityLevel': ['visible', 'invisible', 'visible-not-searchable'],
  'render.issueKeys': ['link-with-title', 'link', 'plain'],
  /** A write addressed by an issue's former key. */
  'write.oldKey': ['follows', '404'],
  'archived.issue': ['get-200-write-400', '404', 'get-200-write-403'],
  /** Seconds by which search runs behind, as a number in text. */
  'search.lag': ['0', '5', '60'],
  'search.rowDefault': ['id-key-self', 'id'],
  /** Rows of a text search without an order of its own. */
  'search.textOrder': ['relevance', 'newest'],
  /** What `word~` in a text search becomes: the words of the whole index that are nearest to it, or `word`. */
  'search.fuzzy': ['nearest', 'ignored'],
  'edit.forbidden': ['400', '403', '204'],
  /** What an edit answers that was asked to return the issue: all of it, the fields that were edited, nothing. */
  'edit.answer': ['issue', 'edited', 'nothing'],
  'notify.forbidden': ['403', 'ignored', '400'],
  locale: ['en', 'other', 'work-item'],
  'auth.failed': ['anonymous', '401-text', '401-json'],
  'scope.missing': ['401', '403', 'proxy-error'],
  'error.body': ['json', 'empty', 'problem', 'html', 'cut'],
  'changelog.shape': ['fieldId', 'no-fieldId'],
  'comment.order': ['oldest', 'newest'],
  'parent.error': ['parentId', 'both', 'accepts'],
  'create.timeout': ['created', 'not-created'],
  /** Repeated members of a JSON body. */
  'json.reader': ['last', 'first', 'strict'],
  /** Zone in which times are printed. */
  timestamps: ['site-zone', 'utc'],
  /** A request that the caller may not see. */
  'jsm.foreign': ['403', '404'],
  /** Does a write make the app a watcher? */
  autowatch: ['off', 'on'],
  /** What an issue link's creation answers. */
  'link.created': ['201', '200'],
  /** Do self URLs carry the site's address or the API gateway's? */
  'self.base': ['site', 'api-gateway'],
} as const;

export type SwitchName = keyof typeof SWITCH_FORMS;
export type Switches = { [K in SwitchName]: (typeof SWITCH_FORMS)[K][number] };

/** All switches at their defaults; a caller may change single ones at any time. */
export function defaultSwitches(): Switches {
  return Object.fromEntries(Object.entries(SWITCH_FORMS).map(([name, forms]) => [name, forms[0]])) as Switches;
}
