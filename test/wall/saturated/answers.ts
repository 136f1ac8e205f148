/**
 * Saturated answers: every member that Atlassian's schema of an answer names, members that it does not name in every
 * object, and foreign ids, keys, addresses and canaries wherever a string or a number can stand.
 *
 * Two kinds of text are told apart. A string that belongs to a thing inside may be read where the gateway shows such
 * strings at all (`own`); what people typed into an issue inside is prose and cannot be confined (`prose`). All that
 * belongs to a thing outside (`foreign`), or stands in a member that nobody knows (`unknown`), must never come out.
 * Each canary is written once, so that it tells where it came from. Shares no code with the simulated Jira's printers.
 */
import { FIXTURE } from '../site';
import { FOREIGN, type Identity, type Kind, OWN } from './identities';
import { component, type Schema } from './schema';

export type Version = '2' | '3';
/**
 * `own`: all known things are inside; `below`: the thing asked for is, all below is not; `mixed`: by chance below;
 * `foreign`: the thing asked for is outside; `elsewhere`: it has its own id and key, and a foreign project;
 * `contradicts`: its own id and project, and a key of OMEGA.
 */
export type Mix = 'own' | 'below' | 'mixed' | 'foreign' | 'elsewhere' | 'contradicts';
export type Source = 'own' | 'prose' | 'foreign' | 'unknown';
export type Options = {
  readonly seed: number;
  readonly version: Version;
  readonly mix: Mix;
  /** The site's address as Jira prints it. */
  readonly base: string;
  /** False: what is inside stays as Jira prints it, no member is added; a guard alone is asked about single leaks. */
  readonly saturated: boolean;
  /** The issue or comment that comes first, where it is not the first of `OWN`. */
  readonly asked?: Identity;
};
type At = { readonly outside: boolean; readonly depth: number; readonly issue?: Identity; readonly project?: Identity };

const KINDS: Readonly<Record<string, Kind>> = {
  IssueBean: 'issue',
  LinkedIssue: 'issue',
  CreatedIssue: 'issue',
  Project: 'project',
  ProjectDetails: 'project',
  Comment: 'comment',
  Version: 'version',
  ProjectComponent: 'component',
  IssueLink: 'link',
  User: 'person',
  UserDetails: 'person',
  StatusDetails: 'status',
  IssueTypeDetails: 'type',
  FieldDetails: 'field',
  Attachment: 'attachment',
  Worklog: 'worklog',
  RemoteIssueLink: 'remoteLink',
  IssueTypeIssueCreateMetadata: 'type',
  ProjectIssueCreateMetadata: 'project',
};
/** What the site has for all its projects, and people: inside wherever a thing inside has them. */
const SHARED: ReadonlySet<Kind> = new Set(['person', 'status', 'type', 'attachment']);
const ADDRESS = /^(self|url|avatarUrl|iconUrl|content|thumbnail|nextPage|href|[0-9]+x[0-9]+)$/;
const RICH: ReadonlySet<string> = new Set(['body', 'comment', 'description', 'environment', FIXTURE.fields.notes]);
const NUMBERS_OF_AN_ISSUE =
  /^(hierarchyLevel|size|customId|count|id|time(original)?estimate|(original|remaining)EstimateSeconds|timeSpentSeconds|customfield_10052)$/;
/** Fields of screens, with values that they offer. */
const ANY_FIELDS = ['summary', 'status', FIXTURE.fields.text, FIXTURE.fields.omegaOnly];
const ON_SCREENS = [...ANY_FIELDS, 'fixVersions', 'components', 'issuetype', 'project', FIXTURE.fields.severity];
/** Field, kind and value of what a history may tell, and of what it may not. */
type Change = readonly [field: string, kind: string, value: string | null];
const OWN_CHANGES: readonly Change[] = [
  ['status', 'jira', '10200'],
  ['summary', 'jira', null],
  ['Fix Version', 'jira', FIXTURE.versions.alpha1],
  [FIXTURE.fields.text, 'custom', null],
];
const FOREIGN_CHANGES: readonly Change[] = [
  ['Link', 'jira', FIXTURE.issues.omega1.key],
  ['IssueParentAssociation', 'jira', FIXTURE.issues.omega1.id],
  ['Sprint', 'custom', String(FIXTURE.sprints.omegaActive)],
  ['Fix Version', 'jira', FIXTURE.versions.omega1],
  [FIXTURE.fields.epicLink, 'custom', FIXTURE.issues.omegaEpic.id],
  [FIXTURE.fields.severity, 'custom', FIXTURE.options.omegaCritical],
  [FIXTURE.fields.unknown, 'custom', null],
];
/** An answer stays below Jira's five megabytes, and below what a test can make hundreds of. */
const DEPTH_MAX = 5;
const THINGS_DEEP = 3;

/** Makes one answer. */
export class Answers {
  readonly canaries = new Map<string, Source>();
  #random: () => number;
  #rootIsMade = false;

  constructor(private readonly to: Options) {
    this.#random = randomOf(to.seed);
  }

  answer(schema: Schema): unknown {
    return this.#value(schema, 'answer', { outside: false, depth: 0 }) ?? this.#anything({ outside: false, depth: 3 });
  }

  #value(schema: Schema, name: string, at: At): unknown {
    if (at.depth > DEPTH_MAX) return undefined;
    if (schema.ref !== undefined) return this.#component(schema.ref, at);
    if (name === 'allowedValues') return this.#offered(at);
    if (schema.type === 'array') {
      const rows = (at.depth < 3 ? [0, 1, 2] : [0]).map(() => this.#value(schema.items ?? {}, name, at));
      return rows.filter((row) => row !== undefined);
    }
    if (schema.properties !== undefined || schema.more !== undefined) return this.#object(schema, at);
    if (schema.type === 'string' && (name === 'body' || name === 'comment')) return this.#rich(at);
    if (schema.type === 'string') return this.#string(name, at);
    if (schema.type === 'boolean') return true;
    if (schema.type === 'number' || schema.type === 'integer') return this.#number(name, at);
    if (RICH.has(name)) return this.#rich(at);
    return at.depth === 0 ? undefined : this.#anything(at);
  }

  #object(schema: Schema, at: At, replaced: Readonly<Record<string, unknown>> = {}): unknown {
    const inner = { ...at, depth: at.depth + 1 };
    const members: Record<string, unknown> = {};
    for (const [name, each] of Object.entries(schema.properties ?? {}))
      if (!(name in replaced)) members[name] = this.#value(each, name, inner);
    const isScreen = schema.more?.ref === 'FieldMetadata';
    if (schema.more !== undefined && schema.properties === undefined)
      for (const name of isScreen ? ON_SCREENS : ANY_FIELDS)
        members[name] = isScreen ? this.#screenField(name, inner) : this.#value(schema.more, name, inner);
    return { ...members, ...replaced, ...this.#unknown(at) };
  }

  /** What a screen says of a field. Jira never leaves out which field it is, nor of what type. */
  #screenField(name: string, at: At): unknown {
    const known = { key: name, schema: { type: 'string', system: name } };
    return this.#object(component(this.to.version, 'FieldMetadata'), at, known);
  }

  #component(name: string, at: At): unknown {
    const schema = component(this.to.version, name);
    if (name === 'ChangeDetails') return this.#change(schema, at);
    if (name === 'PageBeanChangelog') return this.#object(schema, at, { total: 3 });
    if (name === 'BulkChangelogResponseBean') return this.#object(schema, at, { nextPageToken: null });
    if (name === 'IssueChangeLog') return this.#history(schema, at);
    if (name === 'RemoteObject') return this.#object(schema, at, { url: this.#webAddress(at) });
    if (name === 'FieldCreateMetadata') return this.#object(schema, at, { fieldId: pick(ON_SCREENS, this.#random()) });
    const kind = KINDS[name];
    if (at.depth > THINGS_DEEP) return undefined;
    if (kind === undefined) return this.#object(schema, at);
    const { identity, outside } = this.#identify(kind, at);
    return this.#thing(kind, schema, identity, { ...at, outside });
  }

  /** Which thing stands here. The first of an answer is the one asked for. */
  #identify(kind: Kind, at: At): { identity: Identity; outside: boolean } {
    const first = !this.#rootIsMade && !SHARED.has(kind);
    if (first || at.depth === 0) this.#rootIsMade = true;
    const { mix } = this.to;
    const inherits = SHARED.has(kind) && (kind === 'person' || at.depth > 0);
    const below = mix === 'below' || mix === 'foreign' || (mix !== 'own' && this.#random() < 0.5);
    const outside = at.outside || (first ? mix === 'foreign' : !inherits && below);
    if (first && !outside) return { identity: this.#first(kind), outside };
    return { identity: pick(outside ? FOREIGN[kind] : OWN[kind], this.#random()), outside };
  }

  #first(kind: Kind): Identity {
    const { asked, mix } = this.to;
    const own = asked !== undefined && OWN[kind].includes(asked) ? asked : pick(OWN[kind], 0);
    return kind === 'issue' && mix === 'contradicts' ? { ...own, key: FIXTURE.issues.omega1.key } : own;
  }

  #thing(kind: Kind, schema: Schema, identity: Identity, at: At): unknown {
    const first = at.issue === undefined && at.depth < 3 && this.to.mix === 'elsewhere';
    const project = first ? pick(FOREIGN.project, this.#random()) : projectOf(identity, at.outside);
    const around: At = { ...at, ...(kind === 'issue' ? { issue: identity, project } : {}) };
    const properties = schema.properties ?? {};
    const known: Record<string, unknown> = {
      id: identity.id,
      self: `${this.to.base}/rest/api/${this.to.version}/${identity.path}`,
      ...(identity.key === undefined ? {} : { key: identity.key }),
      ...(kind === 'person' ? { accountId: identity.id } : {}),
      ...(kind === 'version' || kind === 'component'
        ? { projectId: Number(identity.projectId), project: identity.projectKey }
        : {}),
      ...(kind === 'comment' || kind === 'worklog' ? { visibility: null, jsdPublic: true } : {}),
      ...(kind === 'worklog' ? { issueId: identity.path.split('/')[1] } : {}),
      ...(kind === 'remoteLink' ? { id: Number(identity.id) } : {}),
      ...(kind === 'issue' && properties['fields'] !== undefined
        ? { fields: this.#fields(around, project, at.issue !== undefined) }
        : {}),
    };
    const replaced = Object.fromEntries(Object.entries(known).filter(([name]) => name in properties));
    return this.#object(schema, around, replaced);
  }

  /** One item of a history: of the issue itself, or of what lies elsewhere. */
  #change(schema: Schema, at: At): unknown {
    const own = !at.outside && (this.to.mix === 'own' || (this.to.mix !== 'below' && this.#random() < 0.5));
    const inner = { ...at, outside: !own };
    const [field, fieldtype, from] = pick(own ? OWN_CHANGES : FOREIGN_CHANGES, this.#random());
    const words = { fromString: this.#string('fromString', inner), toString: this.#string('toString', inner) };
    return this.#object(schema, inner, { field, fieldtype, fieldId: field, from, to: from, ...words });
  }

  #history(schema: Schema, at: At): unknown {
    const { identity, outside } = this.#identify('issue', at);
    return this.#object(schema, { ...at, outside, issue: identity }, { issueId: identity.id });
  }

  /** Where a remote link leads: to a page elsewhere, or to an issue of the site. */
  #webAddress(at: At): string {
    return at.outside
      ? `${this.to.base}/browse/${pick(FOREIGN.issue, this.#random()).key}`
      : 'https://pages.example.com/a';
  }

  /** What a screen offers: things of which some may be another project's. */
  #offered(at: At): unknown {
    const inner = { ...at, depth: Math.min(at.depth, THINGS_DEEP - 1) };
    const option = this.#made('option', inner, { value: this.#string('value', inner) });
    const things = ['Version', 'ProjectComponent', 'ProjectDetails', 'IssueTypeDetails'];
    return [...things.map((name) => this.#component(name, inner)), option, this.#anything({ ...at, depth: 3 })];
  }

  /** What an issue's fields hold; the schema leaves it open. */
  #fields(at: At, project: Identity, nested: boolean): unknown {
    const inner = { ...at, depth: at.depth + 1 };
    const make = (name: string): unknown => this.#component(name, inner);
    const list = (name: string): unknown =>
      (nested ? [0] : [0, 1, 2]).map(() => make(name)).filter((each) => each !== undefined);
    const text = (name: string): unknown => this.#string(name, inner);
    const option = (): unknown => this.#made('option', inner, { value: text('value') });
    const names = FIXTURE.fields;
    const beside = { ...inner, outside: at.outside || project !== OWN.project[0] };
    return {
      project: this.#thing('project', component(this.to.version, 'ProjectDetails'), project, beside),
      ...Object.fromEntries(
        ['summary', 'statuscategorychangedate', 'resolutiondate', 'created', 'updated', 'duedate', 'lastViewed'].map(
          (name) => [name, text(name)],
        ),
      ),
      description: this.#rich(inner),
      environment: this.#rich(inner),
      issuetype: make('IssueTypeDetails'),
      status: make('StatusDetails'),
      priority: make('Priority'),
      resolution: { id: '10000', name: text('name'), ...this.#unknown(at) },
      labels: [text('labels'), text('labels')],
      assignee: make('UserDetails'),
      reporter: make('UserDetails'),
      creator: make('UserDetails'),
      components: list('ProjectComponent'),
      versions: list('Version'),
      fixVersions: list('Version'),
      parent: make('LinkedIssue'),
      subtasks: list('LinkedIssue'),
      issuelinks: list('IssueLink'),
      comment: {
        comments: list('Comment'),
        total: this.#number('total', inner),
        self: text('self'),
        ...this.#unknown(at),
      },
      attachment: list('Attachment'),
      worklog: { worklogs: list('Worklog'), total: this.#number('total', inner) },
      timetracking: make('TimeTrackingDetails'),
      security: null,
      [names.text]: text(names.text),
      [names.notes]: this.#rich(inner),
      [names.points]: this.#number(names.points, inner),
      [names.severity]: option(),
      [names.region]: option(),
      [names.approver]: make('UserDetails'),
      [names.projectPicker]: make('ProjectDetails'),
      [names.versionPicker]: make('Version'),
      [names.epicLink]: this.#identify('issue', inner).identity.key,
      [names.sprint]: [this.#made('sprint', inner, { name: text('name'), boardId: this.#number('boardId', inner) })],
      [names.rank]: this.to.saturated ? this.#canary('unknown') : '0|i00001:',
      ...(this.to.saturated
        ? { [names.unknown]: this.#anything(inner), [names.omegaOnly]: this.#canary('unknown') }
        : {}),
    };
  }

  #made(kind: Kind, at: At, members: object): unknown {
    const { identity, outside } = this.#identify(kind, at);
    const texts = outside
      ? Object.fromEntries(
          Object.entries(members).map(([name, each]) => [
            name,
            typeof each === 'string' ? this.#canary('foreign') : each,
          ]),
        )
      : members;
    return {
      ...texts,
      id: identity.id,
      self: `${this.to.base}/rest/api/${this.to.version}/${identity.path}`,
      ...this.#unknown(at),
    };
  }

  #string(name: string, at: At): string {
    const { base, version, saturated } = this.to;
    if (ADDRESS.test(name)) {
      const path =
        at.outside || (saturated && name !== 'self') ? pick(FOREIGN.issue, this.#random()).path : 'serverInfo';
      return `${base}/rest/api/${version}/${path}`;
    }
    if (name === 'id') return at.outside ? pick(FOREIGN.issue, this.#random()).id : '3';
    if (/project(Id|Key)?$/i.test(name)) return pick((at.outside ? FOREIGN : OWN).project, this.#random()).id;
    if (name === 'created' && !at.outside) return '2026-10-01T09:00:00.000+0000';
    if (at.outside) return this.#canary('foreign');
    return saturated ? this.#canary('own') : 'Own words';
  }

  #number(name: string, at: At): number {
    const own = !at.outside && (!this.to.saturated || NUMBERS_OF_AN_ISSUE.test(name));
    if (/projectId$/.test(name)) return Number(pick((own ? OWN : FOREIGN).project, this.#random()).id);
    return own ? 7 : Number(pick(FOREIGN.issue, this.#random()).id);
  }

  #rich(at: At): unknown {
    const text = this.#canary(at.outside ? 'foreign' : 'prose');
    if (this.to.version === '2') return `${text} see OMEGA-1, ask [~accountid:${FIXTURE.people.outsider}]`;
    return {
      type: 'doc',
      version: 1,
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text },
            { type: 'inlineCard', attrs: { url: `${this.to.base}/browse/OMEGA-1` } },
            { type: 'mention', attrs: { id: FIXTURE.people.outsider, text: `@${text}` } },
          ],
        },
      ],
    };
  }

  /** What no schema describes: things as Jira prints them elsewhere. */
  #anything(at: At): unknown {
    if (!this.to.saturated) return {};
    const { id, key, path, projectId, projectKey } = pick(FOREIGN.issue, this.#random());
    const self = `${this.to.base}/rest/api/${this.to.version}/${path}`;
    const words = (): string => this.#canary(at.outside ? 'foreign' : 'unknown');
    if (at.depth > 3) return { id, key, self, summary: words() };
    const project = { id: projectId, key: projectKey, name: words() };
    return {
      issue: { id, key, self, fields: { summary: words(), project } },
      project,
      comments: [{ id: FIXTURE.comments.omega1, self: `${self}/comment/${FIXTURE.comments.omega1}`, body: words() }],
      fixVersions: [{ id: FIXTURE.versions.omega1, projectId: Number(projectId), name: words() }],
      sprints: [{ id: FIXTURE.sprints.omegaActive, name: words() }],
      author: { accountId: FIXTURE.people.outsider, displayName: words() },
      key,
    };
  }

  #unknown(at: At): object {
    if (!this.to.saturated) return {};
    const { id, key, path } = pick(FOREIGN.issue, this.#random());
    if (at.depth > 3) return { relatedKey: key, _words: this.#canary(at.outside ? 'foreign' : 'unknown') };
    return {
      neverSeen: {
        id,
        key,
        self: `${this.to.base}/rest/api/${this.to.version}/${path}`,
        summary: this.#canary('unknown'),
      },
      relatedKey: key,
      relatedIds: [id, Number(id)],
      _words: this.#canary(at.outside ? 'foreign' : 'unknown'),
    };
  }

  #canary(source: Source): string {
    const canary = `CANARY-${this.to.seed}-${this.canaries.size}-x`;
    this.canaries.set(canary, source);
    return canary;
  }
}

const projectOf = ({ projectId }: Identity, outside: boolean): Identity =>
  (outside ? FOREIGN : OWN).project.find(({ id }) => id === projectId) ?? pick((outside ? FOREIGN : OWN).project, 0);

/** Any of them, by a number from 0 to 1. */
export function pick<T>(from: readonly T[], random: number): T {
  const found = from[Math.min(from.length - 1, Math.floor(random * from.length))];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
