import nunjucks from 'nunjucks';
import type { TemplateFile } from './template-files.ts';

export type RenderTemplate = (name: string, context: object) => string;

/** Compiles all templates at once, so that a mistake in one is found before a visitor finds it, and keeps them. */
export function compileTemplates(files: ReadonlyMap<string, TemplateFile>, strict: boolean): RenderTemplate {
  const environment = new nunjucks.Environment(loaderOver(files), { autoescape: true, throwOnUndefined: strict, trimBlocks: true, lstripBlocks: true });
  for (const name of files.keys()) environment.getTemplate(name, true);
  return (name, context) => environment.getTemplate(name).render(context);
}

/** nunjucks hands the type of a missing template a null, which its types do not know. */
const loaderOver = (files: ReadonlyMap<string, TemplateFile>): nunjucks.ILoader => ({
  getSource(name) {
    const file = files.get(name);
    return (file ? { src: file.text, path: file.label, noCache: false } : null) as nunjucks.LoaderSource;
  },
});

export interface TemplateFault {
  readonly template: string | null;
  readonly line: number | null;
  readonly problem: string;
}

/** Where a template failed: the last template and line that nunjucks names. It counts lines from 1 while it compiles, from 0 while it renders. */
export function templateFault(error: unknown, during: 'compiling' | 'rendering'): TemplateFault {
  const message = error instanceof Error ? error.message : String(error);
  const [, template, line] = [...message.matchAll(/\(([^()\n]+)\)(?: \[Line (\d+)(?:, Column \d+)?\])?\n/g)].at(-1) ?? [];
  const first = during === 'compiling' ? 0 : 1;
  const problem = message.split('\n').at(-1)?.trim() ?? message;
  return { template: template ?? null, line: line === undefined ? null : Number(line) + first, problem };
}
