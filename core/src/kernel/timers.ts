import type { Rail } from '@picturerail/sdk';
import type { Guard } from './hooks/guard.ts';
import type { Tap } from './hooks/tap.ts';
import type { PluginScope } from './plugin-scope.ts';

const deadlineMs = 60_000;

/** `rail.timers`: they start when `setup` is through, keep no process alive, never overlap themselves, and go with the plugin. */
export function pluginTimers({ plugin, register }: PluginScope, guard: Guard): Rail['timers'] {
  const contained = (name: string, run: () => unknown) => {
    const tap: Tap = { plugin: plugin.id, where: `a timer (${name})`, run, rank: 0, order: {}, gone: false };
    return { tap, fire: () => guard(tap, {}, { deadlineMs, run, fault: () => null }) };
  };
  return {
    every: (ms, run) => {
      const name = `every ${ms} ms`;
      register('timer', name, () => {
        const { tap, fire } = contained(name, run);
        let busy = false;
        const timer = setInterval(async () => {
          if (busy) return;
          busy = true;
          await fire();
          busy = false;
        }, ms).unref();
        return () => {
          tap.gone = true;
          clearInterval(timer);
        };
      });
    },
    later: (ms, run) => {
      const name = `once after ${ms} ms`;
      register('timer', name, () => {
        const { tap, fire } = contained(name, run);
        const timer = setTimeout(fire, ms).unref();
        return () => {
          tap.gone = true;
          clearTimeout(timer);
        };
      });
    },
  };
}
