/** `de-AT` becomes `de-AT`, `de`, then the gallery's language and its base, then `en`; none twice. */
export declare function fallbackChain(language: string, galleryLanguage: string): string[];
/** The best of `available` for an Accept-Language header; `fallback` where none fits. */
export declare function negotiateLanguage(acceptLanguage: string | undefined, available: readonly string[], fallback: string): string;
