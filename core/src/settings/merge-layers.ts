import type { Json, Scope } from '@picturerail/sdk';
import type { DeclaredSettings, Explained, Values } from './settings-schema.ts';

/** What one scope sets. */
export interface Layer {
  readonly scope: Scope;
  readonly values: ReadonlyMap<string, Json>;
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The upper value over the lower; objects by key, so that an album's other colour does not restate a whole watermark. */
function mergeValues(lower: Json | undefined, upper: Json): Json {
  if (!isObject(lower) || !isObject(upper)) return upper;
  const own = (key: string) => (Object.hasOwn(lower, key) ? lower[key] : undefined);
  return { ...lower, ...Object.fromEntries(Object.entries(upper).map(([key, value]) => [key, mergeValues(own(key), value)])) };
}

/** Values of a chain of layers over the defaults. */
export function mergeLayers({ properties }: DeclaredSettings, layers: readonly Layer[]): Values {
  const merged: Record<string, Json> = {};
  for (const [name, { fallback }] of properties) {
    let value = fallback;
    for (const { values } of layers) {
      const own = values.get(name);
      if (own !== undefined) value = mergeValues(value, own);
    }
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** The same, setting by setting, with what each scope said; secrets say only that they are set. */
export function explainLayers({ properties }: DeclaredSettings, layers: readonly Layer[]): Explained[] {
  return [...properties].map(([name, { fallback, secret }]) => {
    const said = layers.flatMap(({ scope, values }) => {
      const value = values.get(name);
      return value === undefined ? [] : [{ scope, value }];
    });
    const value = said.reduce<Json | undefined>((lower, layer) => mergeValues(lower, layer.value), fallback);
    const all: { scope: 'default' | Scope; value: Json }[] = fallback === undefined ? said : [{ scope: 'default', value: fallback }, ...said];
    return {
      name,
      value: secret ? undefined : value,
      secret,
      isSet: said.length > 0,
      from: said.at(-1)?.scope ?? 'default',
      layers: secret ? all.map(({ scope }) => ({ scope, value: undefined })) : all,
    };
  });
}
