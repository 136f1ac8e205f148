/**
 * Grants for common purposes: what a page offers before anybody has to think of single permissions. Data; a preset is
 * copied into a key when it is made, and a change here changes no key.
 */
import type { Conditions, Limits } from '../storage/records/api-key';
import type { Permission } from './permissions';

export type Preset = {
  readonly id: string;
  readonly title: string;
  /** What a key made of it can do, and what it never can, in a sentence. */
  readonly purpose: string;
  readonly permissions: readonly Permission[];
  readonly conditions?: Conditions;
  readonly limits?: Limits;
};

const READ: readonly Permission[] = ['issue:read', 'project:read', 'metadata:read', 'version:read', 'component:read'];

export const PRESETS: readonly Preset[] = [
  {
    id: 'read-project',
    title: 'Read one project',
    purpose: 'Sees issues, comments, versions and components, and changes nothing.',
    permissions: [...READ, 'comment:read', 'attachment:read', 'changelog:read'],
  },
  {
    id: 'status-dashboard',
    title: 'Status dashboard',
    purpose: 'Searches and counts issues for a screen, without what people wrote in comments.',
    permissions: [...READ, 'board:read', 'sprint:read'],
    limits: { callsPerMinute: 60 },
  },
  {
    id: 'create-bugs',
    title: 'Create bugs',
    purpose: 'Makes new issues and comments on them, and edits or deletes nothing.',
    permissions: [...READ, 'issue:create', 'comment:create'],
    limits: { writesPerDay: 500 },
  },
  {
    id: 'comment-and-transition',
    title: 'Comment and transition',
    purpose: 'Moves issues through their workflow and comments on them, and never deletes.',
    permissions: [...READ, 'comment:read', 'comment:create', 'issue:transition'],
    limits: { writesPerDay: 2_000 },
  },
  {
    id: 'release-notes',
    title: 'CI release notes',
    purpose: 'Reads what went into a version and keeps versions, and touches no issue.',
    permissions: [...READ, 'changelog:read', 'version:create', 'version:edit'],
    limits: { writesPerDay: 200 },
  },
  {
    id: 'time-tracking',
    title: 'Time tracking',
    purpose: 'Reads issues and logs work on them.',
    permissions: [...READ, 'worklog:read', 'worklog:create', 'worklog:edit'],
    limits: { writesPerDay: 1_000 },
  },
  {
    id: 'service-desk-intake',
    title: 'Service desk intake',
    purpose: 'Opens requests of a service project and follows them.',
    permissions: ['request:read', 'request:create', 'project:read', 'metadata:read'],
    limits: { writesPerDay: 500 },
  },
  {
    id: 'ai-agent',
    title: 'AI agent',
    purpose:
      'Reads, comments and makes issues, with few writes a day and few wrong guesses; never deletes, never links.',
    permissions: [...READ, 'comment:read', 'comment:create', 'issue:create'],
    limits: { callsPerMinute: 120, writesPerDay: 50, refusedPerHour: 60, pageMax: 50 },
  },
];
