/** The addresses of the pages within the console; Jira's own address stands before them. */
export const ROUTES = {
  keys: '/',
  create: '/create',
  evidence: '/create/from-evidence',
  audit: '/audit',
  ceilings: '/ceilings',
  endpoints: '/endpoints',
  health: '/health',
} as const;

/** The page of one key. */
export const keyRoute = (keyId: string): string => `/keys/${keyId}`;

/** The page on which a key is changed. */
export const editRoute = (keyId: string): string => `/keys/${keyId}?edit`;

/** The id of the key that an address is about; undefined where it is about none. */
export const keyIdOf = (pathname: string): string | undefined => /^\/keys\/([0-9A-Za-z]{12})$/.exec(pathname)?.[1];
