/** What is said where the app reaches every project that it looked at. Pure. */
export const reachedWords = (looked: number): string => {
  if (looked === 0) return 'No project has keys yet.';
  if (looked === 1) return 'None: the app reaches the 1 project with keys.';
  return `None: the app reaches all ${looked.toLocaleString('en')} projects with keys.`;
};
