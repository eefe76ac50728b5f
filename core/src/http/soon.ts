import { databaseSilent } from './errors.ts';

const silentAfterMs = 10_000;

/** A database that hangs does not close its connections: who asks is told, instead of waiting with it. */
export function soon<T>(answer: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, refuse) => {
    const timer = setTimeout(() => refuse(databaseSilent(silentAfterMs / 1000)), silentAfterMs);
    const heard =
      <A>(tell: (value: A) => void) =>
      (value: A) => {
        clearTimeout(timer);
        tell(value);
      };
    answer.then(heard(resolve), heard(refuse));
  });
}
