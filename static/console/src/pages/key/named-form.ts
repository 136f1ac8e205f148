/** A key stores ids of issue types, fields and issues; here they get the names by which people know them. */
import { allFields, issueOf, issueTypesOf } from '../../grant-form/jira-lookups';
import type { GrantForm, KeyForm, Named } from '../../grant-form/key-form';
import { type LookUp, useLookUp } from '../../grant-form/use-lookup';

/** The form with names as far as Jira has told them; until then, and where it does not, ids stand. */
export const useNamedForm = (form: KeyForm): KeyForm => {
  const wantsFields = form.hiddenFields !== undefined || form.grants.some(({ fields }) => fields !== undefined);
  const fields = useLookUp(wantsFields ? 'all fields' : undefined, allFields);
  const typed = form.grants.filter(({ issueTypes }) => issueTypes !== undefined).map(({ project }) => project.id);
  const types = useLookUp(typed.length === 0 ? undefined : typed.join(' '), async () => {
    const all = await Promise.all(typed.map(issueTypesOf));
    return all.flatMap((one) => one ?? []);
  });
  const notice = form.noticeIssueId?.id ?? '';
  const issue = useLookUp(notice === '' ? undefined : notice, () => issueOf(notice));
  return {
    ...form,
    grants: form.grants.map((grant) => namedGrant(grant, fields, types)),
    ...(form.hiddenFields === undefined ? {} : { hiddenFields: named(form.hiddenFields, fields) }),
    ...(issue.state === 'known' ? { noticeIssueId: issue.value } : {}),
  };
};

type Names = LookUp<readonly Named[]>;

const namedGrant = (grant: GrantForm, fields: Names, types: Names): GrantForm => ({
  ...grant,
  ...(grant.fields === undefined ? {} : { fields: named(grant.fields, fields) }),
  ...(grant.issueTypes === undefined ? {} : { issueTypes: named(grant.issueTypes, types) }),
});

const named = (ids: readonly Named[], names: Names): readonly Named[] =>
  names.state === 'known' ? ids.map((one) => names.value.find(({ id }) => id === one.id) ?? one) : ids;
