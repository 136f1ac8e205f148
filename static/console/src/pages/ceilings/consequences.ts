/** What some changes of the ceilings mean beyond what they take from keys that exist, in sentences. Pure. */
import type { SettingsDraft } from './settings-draft';

export const consequences = (before: SettingsDraft, after: SettingsDraft): readonly string[] => {
  const isLower = (member: 'sponsorCheckDays' | 'pointsPerHour') => Number(after[member]) < Number(before[member]);
  const all: readonly (readonly [isSo: boolean, sentence: string])[] = [
    [
      before.whoMayIssue === 'project-admins' && after.whoMayIssue === 'site-admins',
      'Project admins can no longer create keys, widen them or get a new secret. They can still narrow and stop those of their projects.',
    ],
    [
      before.whenSponsorLeaves === 'flag' && after.whenSponsorLeaves === 'stop',
      'Keys whose sponsor has left already are suspended within an hour.',
    ],
    [
      isLower('sponsorCheckDays'),
      "A key whose sponsor's rights were looked at longer ago than that can do nothing until Jira tells of them again.",
    ],
    [isLower('pointsPerHour'), 'Keys that have used half of the new share are stopped for the rest of the hour.'],
    [
      before.auditDays !== after.auditDays,
      'Records of the audit that are written already are kept as long as was said when they were written.',
    ],
  ];
  return all.filter(([isSo]) => isSo).map(([, sentence]) => sentence);
};
