/**
 * What the address says a new key is to begin with: a preset, or grants that were read from what a script does. Pure.
 * Ids and permissions alone: nothing that is secret stands in an address.
 */
import type { Permission } from '../../../../../src/console/contract';
import { ROUTES } from '../../app/routes';
import { PERMISSIONS } from '../../words/permissions';

export type WantedGrant = { readonly projectId: string; readonly permissions: readonly Permission[] };
export type Prefill = { readonly preset?: string; readonly grants: readonly WantedGrant[] };

const GRANTS_MAX = 20;
const PROJECT_ID = /^[1-9][0-9]{0,17}$/;

/** The address of the page that creates a key with these grants. */
export const createRouteFor = (grants: readonly WantedGrant[]): string => {
  const query = new URLSearchParams();
  for (const { projectId, permissions } of grants) query.append('grant', [projectId, ...permissions].join(','));
  return `${ROUTES.create}?${query}`;
};

/** Reads the address; what is not in the form that this page writes is passed over. */
export const prefillOf = (search: string): Prefill => {
  const query = new URLSearchParams(search);
  const preset = query.get('preset');
  const grants = query.getAll('grant').slice(0, GRANTS_MAX).flatMap(grantOf);
  return {
    ...(preset === null ? {} : { preset }),
    grants: grants.filter(({ projectId }, at) => grants.findIndex((one) => one.projectId === projectId) === at),
  };
};

const grantOf = (text: string): readonly WantedGrant[] => {
  const [projectId = '', ...names] = text.split(',');
  return PROJECT_ID.test(projectId)
    ? [{ projectId, permissions: PERMISSIONS.filter((permission) => names.includes(permission)) }]
    : [];
};
