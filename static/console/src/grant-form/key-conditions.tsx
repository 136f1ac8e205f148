/** What narrows a key as a whole: hidden fields, a beginning, an end for want of use, and who hears of its end. */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { appNow } from '../app/app-clock';
import { TextField } from '../parts/field';
import { dayOf } from './days';
import { errorAt, type Faults } from './fault-at';
import { allFields, issueOf } from './jira-lookups';
import type { KeyForm, Named } from './key-form';
import { NamedChoice } from './named-choice';
import { NarrowFurther, type Narrowing } from './narrow-further';
import { RevealedFields } from './revealed-fields';
import { useLookUp } from './use-lookup';

export type KeyConditionsProps = {
  readonly form: KeyForm;
  readonly onChange: (form: KeyForm) => void;
  readonly faults?: Faults;
};

export const KeyConditions = ({ form, onChange, faults = [] }: KeyConditionsProps) => {
  const without = (member: 'hiddenFields' | 'firstDay' | 'unusedDaysMax' | 'noticeIssueId') => () => {
    const { [member]: _, ...rest } = form;
    onChange(rest);
  };
  const narrowings: readonly Narrowing[] = [
    {
      id: 'hiddenFields',
      title: 'Hidden fields',
      isOpen: form.hiddenFields !== undefined,
      open: () => onChange({ ...form, hiddenFields: [] }),
      remove: without('hiddenFields'),
      editor: () => (
        <HiddenFields
          value={form.hiddenFields ?? []}
          error={errorAt(faults, 'hiddenFields')}
          onChange={(hiddenFields) => onChange({ ...form, hiddenFields })}
        />
      ),
    },
    {
      id: 'firstDay',
      title: 'First day',
      isOpen: form.firstDay !== undefined,
      open: () => onChange({ ...form, firstDay: dayOf(new Date(appNow())) }),
      remove: without('firstDay'),
      editor: () => (
        <TextField
          label="First day"
          type="date"
          help="Before this day no call with the key is served."
          value={form.firstDay ?? ''}
          error={errorAt(faults, 'notBefore')}
          onChange={(firstDay) => onChange({ ...form, firstDay })}
        />
      ),
    },
    {
      id: 'unusedDaysMax',
      title: 'Suspend when unused',
      isOpen: form.unusedDaysMax !== undefined,
      open: () => onChange({ ...form, unusedDaysMax: '30' }),
      remove: without('unusedDaysMax'),
      editor: () => (
        <TextField
          label="Suspend when unused for so many days"
          inputMode="numeric"
          help="From 1 to 365. A suspended key can be resumed."
          value={form.unusedDaysMax ?? ''}
          error={errorAt(faults, 'unusedDaysMax')}
          onChange={(unusedDaysMax) => onChange({ ...form, unusedDaysMax })}
        />
      ),
    },
    {
      id: 'noticeIssueId',
      title: 'Expiry notice',
      isOpen: form.noticeIssueId !== undefined,
      open: () => onChange({ ...form, noticeIssueId: { id: '', name: '' } }),
      remove: without('noticeIssueId'),
      editor: () => (
        <NoticeIssue
          value={form.noticeIssueId ?? { id: '', name: '' }}
          error={errorAt(faults, 'noticeIssueId')}
          onChange={(noticeIssueId) => onChange({ ...form, noticeIssueId })}
        />
      ),
    },
  ];
  return (
    <>
      <NarrowFurther title="Narrow the whole key further" narrowings={narrowings} />
      <RevealedFields form={form} onChange={onChange} faults={faults} />
    </>
  );
};

type ChoiceProps<T> = {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly error: string | undefined;
};

const HiddenFields = (props: ChoiceProps<readonly Named[]>) => (
  <NamedChoice
    legend="Hidden fields"
    help="No answer shows these fields, and no search can ask about them."
    choices={useLookUp('all fields', allFields)}
    {...props}
  />
);

/** Named by its key as people know it; the key of the API keeps the issue's id, which a move does not change. */
const NoticeIssue = ({ value, onChange, error }: ChoiceProps<Named>) => {
  const [state, setState] = useState<'typed' | 'asking' | 'missing'>('typed');
  const find = async () => {
    setState('asking');
    const found = await issueOf(value.name.trim());
    setState(found === undefined ? 'missing' : 'typed');
    if (found !== undefined) onChange(found);
  };
  const missing =
    state === 'missing' ? 'You can see no such issue, or Jira did not answer. Check its key and try again.' : undefined;
  return (
    <div className="sk-inline-form">
      <TextField
        label="Issue whose watchers hear before the key expires"
        help={value.id === '' ? 'Type its key, then press Find.' : `Found: ${value.name}`}
        value={value.name}
        error={missing ?? error}
        onChange={(name) => {
          setState('typed');
          onChange({ id: '', name });
        }}
      />
      <Button
        spacing="compact"
        isLoading={state === 'asking'}
        isDisabled={value.name.trim() === '' || value.id !== ''}
        onClick={() => void find()}
      >
        Find the issue
      </Button>
    </div>
  );
};
