/** What several keys, or one of them, are told to meet. Pure. */
export type BulkAct = 'suspend' | 'resume' | 'revoke';

/** "1 key", "1,000 keys". */
export const keysInWords = (count: number): string => (count === 1 ? '1 key' : `${count.toLocaleString('en')} keys`);

/** What follows for so many keys. */
export const followsWords = (act: BulkAct | 'hand-over', count: number): string => {
  const isOne = count === 1;
  const these = isOne ? 'this key' : 'these keys';
  switch (act) {
    case 'suspend':
      return `Every call with ${these} is refused from now on, until ${isOne ? 'it is' : 'they are'} resumed. Nothing is lost.`;
    case 'resume':
      return isOne
        ? 'This key works again at once, with the secret that it had.'
        : 'These keys work again at once, with the secrets that they had.';
    case 'revoke':
      return `Every call with ${these} is refused from now on, for ever. This cannot be undone.`;
    case 'hand-over':
      return `The new sponsor answers for ${these}, and a key never does more than its sponsor may do in Jira. ${isOne ? 'It goes' : 'They go'} on working without a change of secret.`;
  }
};
