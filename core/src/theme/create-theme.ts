import type { Theme, ThemeOptions } from './theme.ts';

/** Reads and compiles all themes; one that cannot be used is listed with its problem. */
export declare function createTheme(options: ThemeOptions): Theme;
