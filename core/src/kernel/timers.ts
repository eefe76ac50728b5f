import type { Rail } from '@picturerail/sdk';
import type { Guard } from './hooks/guard.ts';
import type { PluginScope } from './plugin-scope.ts';

const deadlineMs = 60_000;

/** `rail.timers`: they start when `setup` is through, keep no process alive, never overlap themselves, and go with the plugin. */
export function pluginTimers({ register, tap: tapOf }: PluginScope, guard: Guard): Rail['timers'] {
  const contained = (name: string, run: () => unknown) => {
    const tap = tapOf(`a timer (${name})`, run);
    return () => guard(tap, {}, { deadlineMs, run, fault: () => null });
  };
  return {
    every: (ms, run) => {
      const name = `every ${ms} ms`;
      register('timer', name, () => {
        const fire = contained(name, run);
        let busy = false;
        const timer = setInterval(async () => {
          if (busy) return;
          busy = true;
          await fire();
          busy = false;
        }, ms).unref();
        return () => clearInterval(timer);
      });
    },
    later: (ms, run) => {
      const name = `once after ${ms} ms`;
      let over = () => {};
      const once = () => {
        over();
        return run();
      };
      // One that has fired holds nothing any more: a plugin may ask for one in each call.
      over = register('timer', name, () => {
        const fire = contained(name, once);
        const timer = setTimeout(fire, ms).unref();
        return () => clearTimeout(timer);
      });
    },
  };
}
