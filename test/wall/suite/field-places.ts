/**
 * Where references stand in `fields` and `update`: the same in every operation that takes an issue's content.
 */
import { FIXTURE } from '../../../local/jira/seeds/fixture';
import { issueObject, namedObject, optionObject, type Place, rich, type Version } from './place';
import {
  COMPONENTS,
  type ForeignNames,
  ISSUE_TYPES,
  ISSUES,
  NEVER_NAMED,
  OPTIONS,
  PEOPLE,
  PROJECTS,
  type Reference,
  VERSIONS,
} from './references';

const { fields, people, versions, components, options, levels, issues, projects } = FIXTURE;

export type Content = { readonly fields?: object; readonly update?: object };
export type Screen = 'create' | 'edit' | 'transition';

const named = (row: string, kind: string, foreign: string): Reference => ({ row, kind, foreign, never: NEVER_NAMED });
const keysOnly = (references: readonly Reference[]) => references.filter(({ foreign }) => !/^[0-9]/.test(foreign));

/** The places of a screen; `body` makes the operation's body of what stands in them. */
export function fieldPlaces(
  screen: Screen,
  body: (content: Content, version: Version) => unknown,
  names: ForeignNames,
  refused?: string,
): readonly Place[] {
  const place = (
    at: string,
    row: string,
    own: string,
    references: readonly Reference[],
    content: (reference: string, version: Version) => Content,
    why = refused,
  ): Place => ({
    at: `body ${at}`,
    row,
    own,
    references,
    fill: (reference, version) => ({ body: body(content(reference, version), version) }),
    ...(why === undefined ? {} : { refused: why }),
  });
  const inField = (id: string, value: (reference: string) => unknown) => (reference: string) => ({
    fields: { [id]: value(reference) },
  });
  const inUpdate =
    (id: string, ...verbs: ((reference: string) => object)[]) =>
    (reference: string) => ({
      update: { [id]: verbs.map((verb) => verb(reference)) },
    });

  const versionReferences = [
    ...VERSIONS,
    named('C-WRITE-18', 'foreign version by name', names.version),
    named('C-WRITE-18', 'foreign released version by name', names.released),
  ];
  const componentReferences = [...COMPONENTS, named('C-WRITE-18', 'foreign component by name', names.component)];
  const optionReferences = [
    ...OPTIONS,
    named('C-WRITE-18', 'option of a foreign context by name', names.scopedoption),
    named('C-WRITE-18', 'option of a foreign field by name', names.option),
  ];
  const picks = (
    id: string,
    own: string,
    other: string,
    references: readonly Reference[],
    object: (reference: string) => object,
  ) => [
    place(
      `fields.${id}`,
      'C-WRITE-18',
      own,
      references,
      inField(id, (each) => [object(each)]),
    ),
    place(
      `fields.${id} beside an own one`,
      'C-WRITE-18',
      own,
      references,
      inField(id, (each) => [object(other), object(each)]),
    ),
    place(
      `update.${id}.set`,
      'C-WRITE-18',
      own,
      references,
      inUpdate(id, (each) => ({ set: [object(each)] })),
    ),
    place(
      `update.${id}.add`,
      'C-WRITE-18',
      own,
      references,
      inUpdate(id, (each) => ({ add: object(each) })),
    ),
    place(
      `update.${id}.add twice`,
      'C-WRITE-18',
      own,
      references,
      inUpdate(
        id,
        () => ({ add: object(other) }),
        (each) => ({ add: object(each) }),
      ),
    ),
    place(
      `update.${id}.remove`,
      'C-WRITE-18',
      own,
      references,
      inUpdate(id, (each) => ({ remove: object(each) })),
    ),
  ];
  const one = (
    id: string,
    row: string,
    own: string,
    references: readonly Reference[],
    value: (reference: string) => unknown,
  ) => [
    place(`fields.${id}`, row, own, references, inField(id, value)),
    place(
      `update.${id}.set`,
      row,
      own,
      references,
      inUpdate(id, (each) => ({ set: value(each) })),
    ),
  ];
  const person = (reference: string) => ({ accountId: reference });
  const notOnTransitions = screen === 'transition' ? 'no transition of the fixture has it on its screen' : refused;

  return [
    ...picks('fixVersions', versions.alpha2, versions.alpha1, versionReferences, namedObject),
    ...picks('versions', versions.alpha1, versions.alpha2, versionReferences, namedObject),
    ...picks('components', components.alpha2, components.alpha1, componentReferences, namedObject),
    ...picks(fields.versionPicker, versions.alpha2, versions.alpha1, versionReferences, namedObject),
    ...picks(fields.channels, options.web, options.shop, optionReferences, optionObject),
    ...one(fields.severity, 'C-WRITE-18', options.major, optionReferences, optionObject),
    ...one('assignee', 'C-WRITE-17', people.colleague, PEOPLE, person),
    ...one(fields.approver, 'C-WRITE-17', people.colleague, PEOPLE, person),
    place('fields.description mention', 'C-WRITE-20', people.colleague, PEOPLE, (each, version) => ({
      fields: { description: rich(version, 'Ask', each) },
    })),
    ...(screen === 'transition'
      ? []
      : [
          ...one('reporter', 'C-WRITE-17', people.member, PEOPLE, person),
          ...one(
            'issuetype',
            'C-WRITE-18',
            '10103',
            [...ISSUE_TYPES, named('C-WRITE-18', 'type by name', names.type)],
            namedObject,
          ).slice(0, screen === 'create' ? 1 : 2),
          ...one('parent', 'C-WRITE-04', issues.epic.key, ISSUES, issueObject),
          place(
            `fields.${fields.epicLink}`,
            'C-WRITE-04',
            issues.epic.key,
            keysOnly(ISSUES),
            inField(fields.epicLink, (each) => each),
          ),
        ]),
    ...(screen === 'create'
      ? []
      : [
          place(
            'fields.project',
            'C-WRITE-02',
            projects.alpha.id,
            PROJECTS,
            inField('project', issueObject),
            'a project is named where an issue is made, and nowhere else',
          ),
        ]),
    ...(['outwardIssue', 'inwardIssue'] as const).map((end) =>
      place(
        `update.issuelinks.add.${end}`,
        screen === 'transition' ? 'C-WRITE-25' : 'C-WRITE-05',
        issues.plainToo.key,
        ISSUES,
        inUpdate('issuelinks', (each) => ({ add: { type: { name: 'Blocks' }, [end]: issueObject(each) } })),
        'links are made by the operation for links',
      ),
    ),
    place(
      'fields.security',
      'C-WRITE-17',
      levels.alpha,
      [{ row: 'C-WRITE-17', kind: 'foreign level', foreign: levels.omega, never: '10699' }],
      inField('security', (id) => ({ id })),
      'security levels are not written by keys',
    ),
    place(
      `fields.${fields.projectPicker}`,
      'C-WRITE-18',
      projects.alpha.id,
      PROJECTS.filter(({ foreign }) => /^[1-9]/.test(foreign)),
      inField(fields.projectPicker, (id) => ({ id })),
      'project pickers are not written by keys',
    ),
  ].map((each) =>
    notOnTransitions !== undefined && each.refused === undefined ? { ...each, refused: notOnTransitions } : each,
  );
}
