/** The conditions of one grant: which issue types, fields, transitions, issues and endpoints it is narrowed to. */
import Button from '@atlaskit/button/new';
import { type ReactNode, useState } from 'react';
import { TextAreaField, TextField } from '../parts/field';
import { inWords, isReading, lowerFirst, PERMISSION_WORDS } from '../words/permissions';
import { exampleIssueOf } from './example-things';
import { errorAt, type Faults } from './fault-at';
import { issueTypesOf, transitionsOf, writableFieldsOf } from './jira-lookups';
import type { GrantForm, Named } from './key-form';
import { NamedChoice } from './named-choice';
import { NarrowFurther, type Narrowing } from './narrow-further';
import { useLookUp } from './use-lookup';

export type GrantConditionsProps = {
  readonly grant: GrantForm;
  /** Its place in the key, for faults. */
  readonly at: number;
  readonly onChange: (grant: GrantForm) => void;
  readonly faults?: Faults;
};

type Condition = 'issueTypes' | 'fields' | 'transitions' | 'jql' | 'endpointRules';

export const GrantConditions = ({ grant, at, onChange, faults = [] }: GrantConditionsProps) => {
  const { project } = grant;
  const error = (condition: Condition) =>
    errorAt(
      faults,
      condition === 'endpointRules' ? `grants.${at}.endpointRules` : `grants.${at}.conditions.${condition}`,
    );
  const narrowing = (
    id: Condition,
    title: string,
    empty: Partial<GrantForm>,
    editor: () => ReactNode,
    whyNot?: string,
  ): Narrowing => ({
    id,
    title,
    whyNot,
    isOpen: grant[id] !== undefined,
    open: () => onChange({ ...grant, ...empty }),
    remove: () => {
      const { [id]: _, ...rest } = grant;
      onChange(rest);
    },
    editor,
  });
  return (
    <NarrowFurther
      title={`Narrow further in ${project.key}`}
      within={`in ${project.key}`}
      narrowings={[
        narrowing('issueTypes', 'Issue types', { issueTypes: [] }, () => (
          <IssueTypes
            projectId={project.id}
            value={grant.issueTypes ?? []}
            error={error('issueTypes')}
            onChange={(issueTypes) => onChange({ ...grant, issueTypes })}
          />
        )),
        narrowing('fields', 'Writable fields', { fields: [] }, () => (
          <WritableFields
            projectId={project.id}
            value={grant.fields ?? []}
            error={error('fields')}
            onChange={(fields) => onChange({ ...grant, fields })}
          />
        )),
        narrowing('transitions', 'Transitions', { transitions: [] }, () => (
          <Transitions
            projectId={project.id}
            projectKey={project.key}
            value={grant.transitions ?? []}
            error={error('transitions')}
            onChange={(transitions) => onChange({ ...grant, transitions })}
          />
        )),
        narrowing(
          'jql',
          'JQL filter',
          { jql: '' },
          () => (
            <TextAreaField
              label={`JQL filter in ${project.key}`}
              help="Only issues that match are there for the key. Without ORDER BY, and naming no issues or people. Example: labels = public"
              isMonospaced
              value={grant.jql ?? ''}
              error={error('jql')}
              onChange={(jql) => onChange({ ...grant, jql })}
            />
          ),
          whyNoJql(grant),
        ),
        narrowing('endpointRules', 'Endpoint rules', { endpointRules: '' }, () => (
          <TextAreaField
            label={`Endpoint rules in ${project.key}`}
            help="One a line; a call must match one of them. * stands for one segment, ** at the end for all below. Example: GET /rest/api/3/issue/*"
            isMonospaced
            value={grant.endpointRules ?? ''}
            error={error('endpointRules')}
            onChange={(endpointRules) => onChange({ ...grant, endpointRules })}
          />
        )),
      ]}
    />
  );
};

/** What is changed could leave the filter, so only grants that read can have one. */
const whyNoJql = ({ permissions }: GrantForm): string | undefined => {
  const writes = permissions.filter((permission) => !isReading(permission));
  return writes.length === 0
    ? undefined
    : `For grants that only read; this one can also ${inWords(writes.map((one) => lowerFirst(PERMISSION_WORDS[one].title)))}.`;
};

type ChoiceProps = {
  readonly projectId: string;
  readonly value: readonly Named[];
  readonly onChange: (value: readonly Named[]) => void;
  readonly error: string | undefined;
};

const IssueTypes = ({ projectId, ...rest }: ChoiceProps) => (
  <NamedChoice
    legend="Issue types"
    help="Only issues of these types are there for the key. Others are neither found nor read, and none can be made."
    choices={useLookUp(`types ${projectId}`, () => issueTypesOf(projectId))}
    {...rest}
  />
);

const WritableFields = ({ projectId, ...rest }: ChoiceProps) => (
  <NamedChoice
    legend="Writable fields"
    help="Only these fields can be filled in or changed. Without any, no field can."
    choices={useLookUp(`fields ${projectId}`, () => writableFieldsOf(projectId))}
    {...rest}
  />
);

/** Jira tells transitions only for an issue, so one shows which there are; another issue may show others. */
const Transitions = ({ projectId, projectKey, ...rest }: ChoiceProps & { readonly projectKey: string }) => {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const newest = useLookUp(`example ${projectId}`, () => exampleIssueOf(projectId));
  const example = asked !== '' ? asked : newest.state === 'known' ? newest.value?.key : undefined;
  const choices = useLookUp(example === undefined ? undefined : `transitions ${example}`, () =>
    transitionsOf(example ?? ''),
  );
  return (
    <>
      <NamedChoice
        legend="Transitions"
        help={
          example === undefined
            ? 'Only these transitions can be made. Name an issue to see which it has.'
            : `Only these transitions can be made. Shown are those that ${example} has now; another issue may have others.`
        }
        choices={choices}
        {...rest}
      />
      <div className="sk-inline-form">
        <TextField label="Example issue" placeholder={`${projectKey}-1`} value={typed} onChange={setTyped} />
        <Button spacing="compact" isDisabled={typed.trim() === ''} onClick={() => setAsked(typed.trim().toUpperCase())}>
          Show its transitions
        </Button>
      </div>
    </>
  );
};
