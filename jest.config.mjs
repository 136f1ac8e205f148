export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.(t|j|mj)s$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  // Both cores of a small machine: by default jest leaves one to a watching person.
  maxWorkers: '100%',
  // Ends what hangs; no bound on speed: a machine may be busy.
  testTimeout: 180_000,
  // Random inputs follow from it: `npm test -- --seed N` makes the same again.
  showSeed: true,
  globalSetup: '<rootDir>/test/console/browser/unpack-chromium.ts',
};
