import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** True where these tests can run; in CI they must. */
export function haveBrowser(): boolean {
  const found = existsSync(executablePath);
  if (!found && process.env.CI) throw new Error(`No Chromium at "${executablePath}": CI needs one. Set CHROMIUM to its path.`);
  if (!found) console.warn(`Skipped: the pages of the theme are tested in Chromium, and there is none at "${executablePath}". Set CHROMIUM to its path.`);
  return found;
}

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath, args: ['--no-sandbox'] });
