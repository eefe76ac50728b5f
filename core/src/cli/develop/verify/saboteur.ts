import type { Plugin, Rail } from '@picturerail/sdk';

/** Tells the function of one registration from all others: `slot image.panel@1`. */
type Where = string;
type Run = (...values: never[]) => unknown;

const named: readonly string[] = ['on', 'after', 'filter', 'collect', 'decide', 'guard', 'slot'];
const routes: readonly string[] = ['get', 'post', 'put', 'patch', 'delete'];

let where: Where | null = null;
let tablesAway = false;
const seen = new Set<Where>();

/** What a plugin wrapped by {@link sabotaged} has registered, in order, and what is to go wrong with it. */
export const saboteur = {
  seen: (): readonly Where[] => [...seen],
  /** The function registered there throws from now on; null: none does. */
  throwAt: (at: Where | null): void => {
    where = at;
  },
  /** Its tables and values cannot be reached from now on. */
  takeTables: (away: boolean): void => {
    tablesAway = away;
  },
};

/** The same plugin, on a rail whose ends are in the hand of {@link saboteur}. */
export function sabotaged(plugin: Plugin): Plugin {
  return { ...plugin, setup: (rail) => plugin.setup(onAnotherRail(rail)) };
}

function guarded(at: Where, run: Run): Run {
  seen.add(at);
  return (...values) => {
    if (where === at) throw new Error(`thrown on purpose in ${at}`);
    return run(...values);
  };
}

/** A face of an object, frozen or not, that answers otherwise. */
const faceOf = <T extends object>(behind: T, get: (value: unknown, name: string) => unknown): T =>
  new Proxy({} as T, { get: (_face, name) => get(Reflect.get(behind, name), String(name)), has: (_face, name) => name in behind });

/** The functions of those names hand on a guarded function. */
function facing<T extends object>(behind: T, names: readonly string[], kind: string): T {
  return faceOf(behind, (value, name) => {
    if (typeof value !== 'function' || !names.includes(name)) return value;
    return (first: string, ...rest: unknown[]) => {
      const at = rest.findIndex((one) => typeof one === 'function');
      if (at !== -1) rest[at] = guarded(`${kind ? `${kind} ` : ''}${name} ${first}`, rest[at] as Run);
      return (value as Run).call(behind, ...([first, ...rest] as never[]));
    };
  });
}

/** Every promise it gives is rejected while tables are away. */
function mortal<T extends object>(behind: T): T {
  return faceOf(behind, (value, name) => {
    if (typeof value !== 'function') return value;
    return (...words: never[]) => {
      if (name === 'table') return mortal((value as Run).call(behind, ...words) as object);
      if (tablesAway) return Promise.reject(new Error('The database is away on purpose.'));
      return (value as Run).call(behind, ...words);
    };
  });
}

function onAnotherRail(rail: Rail): Rail {
  const members: Partial<Record<keyof Rail, object>> = {};
  // A rail's members that this gallery does not have throw when they are looked at.
  const has = (name: keyof Rail) => Object.getOwnPropertyDescriptor(rail, name)?.get === undefined;
  if (has('db')) members.db = mortal(rail.db);
  if (has('kv')) members.kv = mortal(rail.kv);
  if (has('router')) members.router = facing(rail.router, routes, 'page');
  if (has('admin')) members.admin = facing(rail.admin, ['page', 'action'], 'admin');
  return faceOf(facing(rail, named, ''), (value, name) => members[name as keyof Rail] ?? value);
}
