/** All that a record says of one decision, and why it was made, in words. */
import type { ReactNode } from 'react';
import type { AuditRecord } from '../../../../../src/console/contract';
import { useConsole } from '../../app/console-context';
import { ExternalLink } from '../../parts/app-link';
import { PersonName } from '../../parts/people';
import { ProjectName } from '../../parts/project-name';
import { actorWords, actWords, detailWords } from './act-words';
import { durationWords, useMomentWords } from './moment-words';
import { OUTCOME_WORDS } from './outcome-lozenge';
import { reasonWords } from './reason-words';

type Call = Extract<AuditRecord['event'], { readonly kind: 'call' }>;
type Act = Extract<AuditRecord['event'], { readonly kind: 'administration' }>;

export const AuditDecision = ({ record }: { readonly record: AuditRecord }) => (
  <dl className="sk-audit-facts">
    {record.event.kind === 'call' ? <CallFacts call={record.event} /> : <ActFacts act={record.event} />}
    <Fact name="Time (UTC)">
      <code>{record.at}</code>
    </Fact>
    <Fact name="URL of">{record.projectId === 'site' ? 'the site' : <ProjectName projectId={record.projectId} />}</Fact>
    {record.event.kind === 'call' ? null : (
      <Fact name="Record">
        <code>{record.id}</code>
      </Fact>
    )}
  </dl>
);

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const CallFacts = ({ call }: { readonly call: Call }) => {
  const { siteUrl } = useConsole();
  return (
    <>
      <Fact name="Outcome">
        {OUTCOME_WORDS[call.outcome]}, answered with status {call.status}
      </Fact>
      {call.reason === undefined ? null : (
        <Fact name="Why">
          <code>{call.reason}</code> {reasonWords(call.reason)}
        </Fact>
      )}
      {call.alarm === true ? (
        <Fact name="Alarm">A safety check withheld something of the answer. Tell the maintainers of the app.</Fact>
      ) : null}
      <Fact name="Operation">
        <code>{call.method}</code>{' '}
        {call.operation === 'none' ? 'to a path that is no operation for keys' : <code>{call.operation}</code>}
      </Fact>
      <Fact name="Projects">
        {call.projectIds.length === 0
          ? 'None was touched'
          : call.projectIds.map((id, at) => (
              <span key={id}>
                {at === 0 ? '' : ', '}
                <ProjectName projectId={id} />
              </span>
            ))}
      </Fact>
      {call.issueIds.length === 0 ? null : (
        <Fact name="Issues written to">
          <ExternalLink href={`${siteUrl}/issues/?jql=${encodeURIComponent(`id in (${call.issueIds.join(',')})`)}`}>
            {call.issueIds.length === 1 ? `Issue ${call.issueIds[0] ?? ''}` : `${call.issueIds.length} issues`} in Jira
          </ExternalLink>
        </Fact>
      )}
      <Fact name="Client">{call.client ?? 'It did not say'}</Fact>
      {call.sponsor === undefined ? null : (
        <Fact name="Sponsor then">
          <PersonName accountId={call.sponsor} />
        </Fact>
      )}
      <Fact name="Cost">
        {durationWords(call.durationMs)}
        {call.jiraCalls === undefined ? '' : `, ${call.jiraCalls} ${call.jiraCalls === 1 ? 'call' : 'calls'} to Jira`}
        {call.points === undefined ? '' : `, ${call.points} points`}
      </Fact>
      <Fact name="Request id">
        <code>{call.requestId}</code>
      </Fact>
    </>
  );
};

const ActFacts = ({ act }: { readonly act: Act }) => (
  <>
    <Fact name="What">{actWords(act.act)}</Fact>
    <Fact name="Who">{actorWords(act.by) ?? <PersonName accountId={act.by} />}</Fact>
    {act.detail === undefined ? null : (
      <Fact name="Detail">
        <ActDetail act={act} detail={act.detail} />
      </Fact>
    )}
  </>
);

/** A hand-over notes two accounts, an export two moments; both are shown as people read them. */
const ActDetail = ({ act, detail }: { readonly act: Act; readonly detail: string }) => {
  const moment = useMomentWords();
  const [, from, to] = /^(\S+) to (\S+)$/.exec(detail) ?? [];
  if (from !== undefined && to !== undefined && act.act === 'sponsor_changed') {
    return (
      <>
        From <PersonName accountId={from} /> to <PersonName accountId={to} />
      </>
    );
  }
  if (from !== undefined && to !== undefined && act.act === 'audit_exported') {
    return `Every record from ${moment(from)} to ${moment(to)}`;
  }
  return act.act === 'grant_dropped' && /^\d+$/.test(detail) ? (
    <ProjectName projectId={detail} />
  ) : (
    detailWords(detail, act.by)
  );
};
