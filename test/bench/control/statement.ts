import type { Bindable, Database } from '../rooms.ts';

export interface Statement {
  readonly text: string;
  readonly params: readonly Bindable[];
}

/** Writes down every statement that goes through the reading handle while `work` runs. */
export async function recordStatements(database: Database, work: () => Promise<unknown>): Promise<Statement[]> {
  const { read } = database;
  const original = { all: read.all, get: read.get, run: read.run };
  const statements: Statement[] = [];
  const recording =
    <A extends [string, (readonly Bindable[])?], R>(run: (...args: A) => R) =>
    (...args: A): R => {
      statements.push({ text: args[0], params: args[1] ?? [] });
      return run(...args);
    };
  const before = database.stats().queries;
  Object.assign(read, { all: recording(original.all), get: recording(original.get), run: recording(original.run) });
  await work();
  Object.assign(read, original);
  const made = database.stats().queries - before;
  if (made !== statements.length) throw new Error(`${made} statements were made and ${statements.length} recorded: the control would not do the same.`);
  return statements;
}
