/**
 * What every printer needs to know: the state it prints, whose eyes it prints for, and in which version.
 *
 * Pure: the clock comes in as `now`. Printers fill every optional member that recordings of the real
 * Jira show, since a member too many is what the app's filter must be able to meet.
 */
import type { JiraState } from '../state';
import type { Switches } from '../switches';

export type ApiVersion = '2' | '3' | 'latest';

export type Printing = {
  readonly state: JiraState;
  readonly switches: Switches;
  readonly version: ApiVersion;
  /** Whose answer this is; null for an anonymous caller. */
  readonly viewer: string | null;
  readonly now: number;
};

/** The address that `self` members start from; status and priority icons keep the site's own. */
export function baseOf(p: Printing): string {
  const { baseUrl, cloudId } = p.state.site;
  return p.switches['self.base'] === 'site' ? baseUrl : `https://api.atlassian.com/ex/jira/${cloudId}`;
}

/** `self` repeats the version that was asked for, also `latest`. */
export const selfUrl = (p: Printing, path: string): string => `${baseOf(p)}/rest/api/${p.version}/${path}`;

/** Addresses of Jira Software, which has one version. */
export const agileUrl = (p: Printing, path: string): string => `${baseOf(p)}/rest/agile/1.0/${path}`;

export const siteUrl = (p: Printing, path: string): string => `${p.state.site.baseUrl}/${path}`;

/** Version 3 prints documents, version 2 text. */
export const printsDocuments = (p: Printing): boolean => p.version === '3';

/** `2026-07-01T09:00:30.000-0700`: milliseconds, no colon, in the site's zone. */
export function time(p: Printing, instant: string): string {
  const zone = p.switches.timestamps === 'utc' ? 'UTC' : p.state.site.timeZone;
  const epoch = Date.parse(instant);
  const offset = zoneOffsetMinutes(zone, epoch);
  const local = new Date(epoch + offset * 60_000).toISOString().slice(0, -1);
  const size = Math.abs(offset);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

const HOUR_MS = 3_600_000;
const knownOffsets = new Map<string, number>();

/** Formatting is slow, and a page of issues prints a thousand times: offsets are remembered by zone and hour. */
function zoneOffsetMinutes(zone: string, epoch: number): number {
  const name = `${zone} ${Math.floor(epoch / HOUR_MS)}`;
  const known = knownOffsets.get(name);
  if (known !== undefined) return known;
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(epoch);
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(parts.find((part) => part.type === 'timeZoneName')?.value ?? '');
  const minutes = match === null ? 0 : Number(`${match[1]}1`) * (Number(match[2]) * 60 + Number(match[3]));
  if (knownOffsets.size > 5_000) knownOffsets.clear();
  knownOffsets.set(name, minutes);
  return minutes;
}

/** Leaves out members that are undefined, as Jira does, and keeps nulls. */
export function present(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
