import { type House, kernel } from '@picturerail/core';

/** What a webmaster does with plugins, in the gallery of a test. */
export interface TestPlugins {
  /** Resolves when it runs. Rejects with the reason where it does not. */
  activate(id: string): Promise<void>;
  /** With those that need it; resolves when none of them runs any more. */
  deactivate(id: string): Promise<void>;
}

export function testPlugins(house: () => House): TestPlugins {
  const follow = () => house().registry.follow();
  return {
    async activate(id) {
      await kernel.activatePlugin(house(), id);
      const state = (await follow()).find((one) => one.id === id);
      if (state?.state !== 'active') throw new Error(state && 'reason' in state ? state.reason : `The plugin "${id}" does not run.`);
    },
    async deactivate(id) {
      await kernel.deactivatePlugin(house(), id, { cascade: true });
      await follow();
    },
  };
}

/** Switches all active plugins off and on again, and throws where that leaves something behind. */
export async function expectNoLeaks(house: House, plugins: TestPlugins): Promise<void> {
  const active = house.kernel.plugins().filter(({ state }) => state === 'active');
  const places = house.registry
    .discovery()
    .packages.filter(({ id }) => active.some((one) => one.id === id))
    .map(({ id, dir }) => ({ id, places: kernel.placesOf(dir) }));
  const placeOf = (stack: string) => {
    for (const one of places) {
      const line = kernel.sourceLine(one.places, stack);
      if (line !== null) return `"${one.id}", ${line}`;
    }
    return null;
  };
  const toggle = async () => {
    for (const { id } of active.toReversed()) await plugins.deactivate(id);
    for (const { id } of active) await plugins.activate(id);
  };
  const leaks = await kernel.leaksOf(toggle, { placeOf });
  if (leaks.length === 0) return;
  const lines = leaks.map(({ what, more, at }) => `  ${what}${at === null ? '' : ` made at ${at}`}: ${more} more after three times`);
  throw new Error(`Plugins that are switched off and on leave something behind; what setup begins has to end in rail.onDispose:\n${lines.join('\n')}`);
}
