/** The shape of a thing that is shown where it is inside, and as nothing elsewhere. */
import type { Ref, Shape } from './operation';
import type { ShapeName } from './shapes';

export const shown = (name: Ref & ShapeName): Shape => ({ ref: name, show: { named: name }, ifForeign: 'remove' });
