import type { Json, Scope } from '@picturerail/sdk';

/** JSON Schema of an object. A property may carry `scopes` (default `["gallery"]`) and `writeOnly` (a secret). */
export type SettingsSchema = { readonly [key: string]: Json };

/** One setting as pages and the command show it. */
export interface Explained {
  readonly name: string;
  /** Undefined where it is a secret, or nobody set it and the schema has no default. */
  readonly value: Json | undefined;
  readonly secret: boolean;
  /** True for a secret that is set. */
  readonly isSet: boolean;
  /** Where the value comes from. */
  readonly from: 'default' | Scope;
  /** Each scope of the chain that sets it, in order; objects merge by key. */
  readonly layers: readonly { readonly scope: 'default' | Scope; readonly value: Json | undefined }[];
}
