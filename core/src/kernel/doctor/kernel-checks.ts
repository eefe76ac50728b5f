import type { Database } from '#database';
import type { Check } from '#doctor';
import { listProtections } from '../protections/list-protections.ts';
import { readPlugins } from '../registry/plugins-store.ts';

/** What plugins protect that do not run: nothing is broken, but who wonders where pictures are should be told. */
export const kernelChecks = (database: Database): Check[] => [
  {
    name: 'what plugins protect',
    codes: {
      'protection-unmet':
        'Pictures are withheld because the plugin that protects them does not run; activate it again, or show them without it by "plugin deactivate <plugin> --release-protection".',
    },
    async *run() {
      const held = await listProtections(database.read);
      const plugins = held.length === 0 ? [] : await readPlugins(database.read);
      for (const { plugin, covers } of held) {
        if (plugins.some(({ id, desired, state }) => id === plugin && desired === 'active' && state === 'active')) continue;
        for (const scope of new Set(covers.map((one) => one.scope)))
          yield { code: 'protection-unmet', what: `${scope.replace(':', ' ')} (by "${plugin}")`, repaired: false };
      }
    },
  },
];
