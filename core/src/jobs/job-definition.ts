import type { JobRun, Json } from '@picturerail/sdk';
import { jobNameInvalid } from './errors.ts';
import type { DefineOptions } from './job.ts';

export interface JobDefinition {
  readonly name: string;
  readonly run: (payload: Json, job: JobRun) => Promise<void>;
  readonly attempts: number;
  readonly timeoutMs: number | null;
  /** Runs at once over all processes; null for no limit. */
  readonly concurrency: number | null;
  readonly keepDone: boolean;
  /** Aborted when the definition goes. */
  readonly signal: AbortSignal;
}

const nameRule = /^[a-zA-Z0-9]+([.:_-][a-zA-Z0-9]+)*$/;

/** The definitions of this process. Of two with one name the later counts: a new version of a plugin beside the one that leaves. */
export interface JobDefinitions {
  add(name: string, run: JobDefinition['run'], options: DefineOptions): () => void;
  get(name: string): JobDefinition | undefined;
  names(): string[];
}

export function jobDefinitions(): JobDefinitions {
  const byName = new Map<string, JobDefinition[]>();
  return {
    add: (name, run, { attempts = 5, timeoutMs, concurrency, exclusive = false, keepDone = true }) => {
      if (!nameRule.test(name) || name.length > 120) throw jobNameInvalid(name);
      const gone = new AbortController();
      const limit = exclusive ? 1 : (concurrency ?? null);
      const definition: JobDefinition = { name, run, attempts, timeoutMs: timeoutMs ?? null, concurrency: limit, keepDone, signal: gone.signal };
      byName.set(name, [...(byName.get(name) ?? []), definition]);
      return () => {
        const rest = (byName.get(name) ?? []).filter((one) => one !== definition);
        if (rest.length === 0) byName.delete(name);
        else byName.set(name, rest);
        gone.abort();
      };
    },
    get: (name) => byName.get(name)?.at(-1),
    names: () => [...byName.keys()],
  };
}
