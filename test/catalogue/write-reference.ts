/** Writes docs/operations.md anew. */
import { writeFileSync } from 'node:fs';
import { operationsReference } from './reference';

writeFileSync('docs/operations.md', operationsReference());
