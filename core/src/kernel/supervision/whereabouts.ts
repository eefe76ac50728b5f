/** A version of a plugin, and how stacks name its files: by address and by path. */
export interface KnownPlugin {
  readonly id: string;
  readonly version: string;
  readonly places: readonly string[];
}

/** A place in the code of a plugin. */
export interface Whereabouts {
  readonly plugin: string;
  readonly version: string;
  /** Below the plugin's folder: `src/index.js:12`. */
  readonly at: string;
}

/** Where an address of a file, with or without its line, lies in one of these; undefined where in none. */
export function whereaboutsOf(address: string, plugins: readonly KnownPlugin[]): Whereabouts | undefined {
  for (const { id, version, places } of plugins) {
    for (const place of places) {
      const start = address.indexOf(place);
      if (start === -1) continue;
      const [, path = '', line = ''] = /^([^?:)]*)[^:)]*(:\d+)?/.exec(address.slice(start + place.length)) ?? [];
      return { plugin: id, version, at: path + line };
    }
  }
  return undefined;
}

/** The plugin nearest the top of a stack, as errors carry it. */
export function whereaboutsIn(stack: string, plugins: readonly KnownPlugin[]): Whereabouts | undefined {
  for (const line of stack.split('\n')) {
    const found = whereaboutsOf(line, plugins);
    if (found) return found;
  }
  return undefined;
}
