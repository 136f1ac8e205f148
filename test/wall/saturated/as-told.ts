/** An answer of the gateway as Jira told it: with the member that says of an issue that it has no security level. */
export function asTold(shown: unknown): unknown {
  const text = JSON.stringify(shown, (name, value) =>
    name === 'fields' && value?.project !== undefined ? { ...value, security: null } : value,
  );
  return JSON.parse(text);
}
