/**
 * Theme: pages out of nunjucks templates, looked up through a theme's parents; the slots in them, asked in batch before
 * one synchronous rendering; the core's own pages, which need none of that; the files that themes and plugins serve. It refuses to let a broken template reach a
 * visitor (the default theme stands in), to put anything unescaped into a page but slots, and to serve a file nobody
 * contributed. It knows nothing of requests and of how data came about. Words it owns: theme, template, asset.
 */
export { type AssetFile, type AssetFolder, type Assets, createAssets } from './assets.ts';
export { assetsContribution } from './assets-contribution.ts';
export { createFrame, type Frame } from './create-frame.ts';
export { createTheme } from './create-theme.ts';
export { followSettings } from './follow-settings.ts';
export type { SlotRenderer, Theme, ThemeListing, ThemeOptions } from './theme.ts';
