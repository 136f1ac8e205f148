/** Which projects a text seems to be about: a suggestion for the person, and no more. Pure. */
const ISSUE_KEY = /(?<![A-Za-z0-9_-])([A-Z][A-Z0-9_]{1,9})-[1-9][0-9]*(?![A-Za-z0-9_])/g;
const PROJECT_PATH = /\/project\/([A-Z][A-Z0-9_]{1,9})(?![A-Za-z0-9_])/g;
const IN_JQL = /\bproject(?:\s|\+|%20)*(?:=|%3D)(?:\s|\+|%20|%22|")*([A-Z][A-Z0-9_]{1,9})(?![A-Za-z0-9_])/gi;
const IN_BODY = /"project"\s*:\s*\{\s*"key"\s*:\s*"([A-Z][A-Z0-9_]{1,9})"/g;
const KEYS_MAX = 20;

/** The keys that stand in it most often first. */
export const projectKeysIn = (text: string): readonly string[] => {
  const counts = new Map<string, number>();
  for (const pattern of [ISSUE_KEY, PROJECT_PATH, IN_JQL, IN_BODY]) {
    for (const [, key] of text.matchAll(pattern)) {
      if (key !== undefined) counts.set(key.toUpperCase(), (counts.get(key.toUpperCase()) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([key]) => key)
    .slice(0, KEYS_MAX);
};
