/** Sponsors, the share of Jira's points, and how long the audit is kept. */

import { Choices } from '../../parts/choices';
import { TextField } from '../../parts/field';
import { BOUNDS, DEFAULTS } from './settings-draft';
import type { DraftProps } from './site-ceilings';

export const UpkeepFields = ({ draft, faults, onChange }: DraftProps) => (
  <>
    <section className="sk-section">
      <h2 className="sk-section-title">Sponsors</h2>
      <p className="sk-page-description">
        The person who answers for a key. A key never may do more than its sponsor may do in Jira.
      </p>
      <div className="sk-ceilings-fields">
        <Choices
          legend="When a sponsor leaves"
          value={draft.whenSponsorLeaves}
          options={[
            { value: 'stop', label: 'Suspend their keys', help: 'Within an hour of the account being closed.' },
            { value: 'flag', label: 'Let their keys go on', help: 'The list of keys says that the sponsor has left.' },
          ]}
          onChange={(whenSponsorLeaves) => onChange({ whenSponsorLeaves })}
        />
        <div className="sk-ceilings-short">
          <TextField
            label="Days for which a check of a sponsor's rights holds"
            inputMode="numeric"
            isRequired
            value={draft.sponsorCheckDays}
            help={`Rights are looked at every hour. Where Jira does not tell, the last check holds for so long; then the key can do nothing. Usually ${DEFAULTS.sponsorCheckDays}.`}
            error={faults['sponsorCheckDays']}
            onChange={(sponsorCheckDays) => onChange({ sponsorCheckDays })}
          />
        </div>
      </div>
    </section>
    <section className="sk-section">
      <h2 className="sk-section-title">Points and audit</h2>
      <div className="sk-ceilings-fields">
        <div className="sk-ceilings-short">
          <TextField
            label="Site's share of Jira points an hour"
            inputMode="numeric"
            isRequired
            value={draft.pointsPerHour}
            help={`Jira gives the app 65,000 an hour for all of its customers. A key that has used half of the share is stopped for the rest of the hour. Usually ${DEFAULTS.pointsPerHour.toLocaleString('en')}.`}
            error={faults['pointsPerHour']}
            onChange={(pointsPerHour) => onChange({ pointsPerHour })}
          />
          <TextField
            label="Days for which the audit is kept"
            inputMode="numeric"
            isRequired
            value={draft.auditDays}
            help={`From ${BOUNDS.auditDays[0]} to ${BOUNDS.auditDays[1]}, counted from when a record is written. Usually ${DEFAULTS.auditDays}.`}
            error={faults['auditDays']}
            onChange={(auditDays) => onChange({ auditDays })}
          />
        </div>
      </div>
    </section>
  </>
);
