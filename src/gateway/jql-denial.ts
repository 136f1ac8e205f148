/** A query that is not served, as its caller reads it. */
import type { JqlRefusal } from '../jql/refusal';
import type { Denial } from '../policy/denials';

/** `name`: the parameter in which the query stands. */
export const jqlDenial = ({ message, mend, place }: JqlRefusal, name: string): Denial => ({
  reason: 'jql_not_offered',
  where: place === undefined ? name : `${name}, ${place}`,
  message,
  mend,
});
