/** A value once it has rested, so that not every letter that is typed becomes a question. */
import { useEffect, useState } from 'react';

const REST_MS = 250;

export const useSettled = <T>(value: T): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};
