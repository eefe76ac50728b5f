import type { Options } from './options.ts';
import { type Row, table } from './report.ts';

/** test/bench/RESULTS.md. */
export function resultsPage({ machine, options, rows }: { readonly machine: string; readonly options: Options; readonly rows: readonly Row[] }): string {
  return `# Results

Made by \`npm run bench -- --write\`. Measured on ${machine}. Gallery, control, database and the
process that makes the requests share these processors.

Album page of 60 images as a visitor, 8 connections, one web process, medians of ${options.runs} interleaved runs of ${options.seconds} s.
The control is koa with the same statements by the plain driver and the same compiled template, rendered with the data the gallery
made: no sessions, hooks or menus, and nothing made of the rows it reads, no addresses of pictures either. The ratio is the gallery's
requests per second by the control's; the aim is 0.65. Filling goes through the gallery's own use cases.

${table(rows)}
`;
}
