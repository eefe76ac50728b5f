type Known = readonly (readonly [RegExp, string])[];

/** The first that fits counts: most browsers name others too. */
const browsers: Known = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: Known = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const named = (known: Known, agent: string): string | null => known.find(([pattern]) => pattern.test(agent))?.[1] ?? null;

/** What a `User-Agent` says of browser and system, as far as people know their names. */
export const deviceWords = (agent: string | null): { readonly browser: string | null; readonly system: string | null } => ({
  browser: named(browsers, agent ?? ''),
  system: named(systems, agent ?? ''),
});
