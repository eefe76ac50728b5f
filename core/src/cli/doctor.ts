import { Command } from 'commander';
import { type Finding, isSound } from '#doctor';
import type { Cli } from './cli.ts';
import { doctorProgress } from './doctor-progress.ts';
import { print, printJson, say } from './terminal.ts';

interface Options {
  readonly repair?: boolean;
  readonly deep?: boolean;
  readonly json?: boolean;
}

export const doctorCommand = (cli: Cli): Command =>
  new Command('doctor')
    .description('look whether all that is kept of albums, images, files and jobs fits together; beside a running server too')
    .option('--repair', 'mend what can be mended without losing anything')
    .option('--deep', 'read every original and compare it with what was taken in; takes as long as copying them')
    .option('--json', 'print the findings as JSON')
    .action(({ repair = false, deep = false, json = false }: Options) =>
      cli.withoutPlugins(async (house) => {
        const { examine } = await import('#upkeep');
        const progress = doctorProgress(cli.terminal);
        const findings = await examine(house, { repair, deep, progress: progress.show }).finally(progress.stop);
        if (json) printJson(cli.terminal, findings);
        else for (const line of report(findings, repair)) print(cli.terminal, line);
        if (isSound(findings)) return;
        cli.exitCode = 1;
        if (!repair && !json) say(cli.terminal, '"doctor --repair" mends what can be mended without losing anything.');
      }),
    );

function report(findings: readonly Finding[], repair: boolean): string[] {
  if (findings.length === 0) return ['Nothing is wrong.'];
  return findings.flatMap(({ code, sentence, count, examples, repaired }) => {
    const mended = repair ? `, ${repaired === count ? 'mended' : `${repaired} mended`}` : '';
    const more = count > examples.length ? `, and ${count - examples.length} more` : '';
    return [`${code} (${count}${mended}): ${sentence}`, `    ${examples.join('; ')}${more}`];
  });
}
