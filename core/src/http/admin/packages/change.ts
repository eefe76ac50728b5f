/** What a webmaster asks for. */
export type Change =
  /** By name and range, from the registry. */
  | { readonly kind: 'name'; readonly text: string }
  /** The file lies with the proposal. */
  | { readonly kind: 'upload'; readonly fileName: string }
  | { readonly kind: 'update' | 'rollback'; readonly id: string };
