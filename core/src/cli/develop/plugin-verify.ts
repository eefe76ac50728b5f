import { resolve } from 'node:path';
import { Command } from 'commander';
import { bundledPlaces } from '#config';
import type { Cli } from '../cli.ts';
import { print, printJson, say } from '../terminal.ts';
import { verifyPackage } from './verify/verify-package.ts';

export const pluginVerifyCommand = (cli: Cli): Command =>
  new Command('verify')
    .description('hold a plugin or theme against all that a gallery relies on, in a gallery of its own')
    .argument('<folder>')
    .option('--json', 'print JSON')
    .action(async (folder: string, { json }: { json?: boolean }) => {
      const begins = (what: string) => say(cli.terminal, `It ${what} ...`);
      const findings = await verifyPackage(resolve(folder), { packagesDirs: bundledPlaces().packagesDirs, begins });
      if (findings.length > 0) cli.exitCode = 1;
      if (json) return printJson(cli.terminal, findings);
      for (const { check, problem, fix } of findings) print(cli.terminal, `${check}: ${problem}\n    ${fix}`);
      say(cli.terminal, findings.length === 0 ? 'It is sound.' : `${findings.length === 1 ? 'One thing is' : `${findings.length} things are`} to be mended.`);
    });
