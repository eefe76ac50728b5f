import { readdirSync, readFileSync } from 'node:fs';
import { manifestSchema } from '../../../core/src/kernel/packages/manifest-schema.ts';
import { type Declaration, declarationsOf, type MemberText, oneLine } from './declarations.ts';

/** What has a page or a chapter of its own. */
const elsewhere = ['hooks.ts', 'hook-traits.ts', 'slots.ts', 'manifest.ts', 'index.ts'];

/** docs/reference.md as the SDK's and the test kit's sources have it now. */
export function referencePage(): string {
  const files = readdirSync('sdk/src').filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const declarations = files.map((name) => [name, read(`sdk/src/${name}`)] as const);
  const rail = need(declarations, 'rail.ts', 'Rail');
  const types = declarations.flatMap(([name, found]) => (elsewhere.includes(name) ? [] : found)).filter((one) => one !== rail);
  return `# Reference

All that a plugin can name, made from the sources of the SDK and of the test kit by \`npm run docs\`. Hooks and slots stand in
[hooks.md](hooks.md), errors in [errors.md](errors.md); how to begin, in [plugins](plugins/README.md).

## rail

${oneLine(rail.about)}

${rail.members.map(railMember).join('\n\n')}

## The manifest

${manifestText(declarations)}

## Types

${types.toSorted(byName).map(chapter).join('\n\n')}

## The test kit

${kit().map(chapter).join('\n\n')}
`;
}

const read = (path: string): Declaration[] => declarationsOf(path, readFileSync(path, 'utf8'));

const byName = (a: Declaration, b: Declaration): number => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1);

function need(declarations: readonly (readonly [string, readonly Declaration[]])[], file: string, name: string): Declaration {
  const found = declarations.find(([path]) => path === file)?.[1].find((one) => one.name === name);
  if (!found) throw new Error(`sdk/src/${file} has no "${name}" any more, and docs/reference.md is made from it.`);
  return found;
}

const block = (code: string): string => (code === '' ? '' : `\n\n\`\`\`ts\n${code}\n\`\`\``);

function railMember({ name, code, about }: MemberText): string {
  return `### rail.${name}${block(code)}${about ? `\n\n${oneLine(about)}` : ''}`;
}

function chapter({ name, code, about, members }: Declaration): string {
  const text = about ? `\n\n${about}` : '';
  const head = members.length === 0 ? block(code) : code === name ? '' : block(code);
  const list = members.map((one) => `- \`${one.code || one.name}\`${one.about ? `: ${oneLine(one.about)}` : ''}`).join('\n');
  return `### ${name}${head}${text}${list ? `\n\n${list}` : ''}`;
}

/** Those that an author meets first, as the door of the test kit names them. */
function kit(): Declaration[] {
  const files = ['start-gallery.ts', 'client.ts', 'factories.ts', 'plugins.ts', 'clock.ts', 'faults.ts', 'paint-image.ts', 'test-place.ts'];
  const door = readFileSync('test/harness/src/index.ts', 'utf8');
  return files.flatMap((name) => read(`test/harness/src/${name}`)).filter(({ name }) => new RegExp(`\\b${name}\\b`).test(door));
}

function manifestText(declarations: readonly (readonly [string, readonly Declaration[]])[]): string {
  const manifest = need(declarations, 'manifest.ts', 'Manifest');
  const known = manifestSchema.properties as Readonly<Record<string, object>>;
  const rows = Object.keys(known).map((key) => {
    const described = manifest.members.filter(({ name }) => name.replace(/\?$/, '') === key || name.startsWith(`${key}.`));
    const about = described.map((one) => oneLine(one.about)).filter(Boolean);
    return `| \`${key}\` | ${needed(key)} | ${cell(form(known[key] as Rule))} | ${cell(about.join(' '))} |`;
  });
  const capabilities = need(declarations, 'manifest.ts', 'Capability');
  return [
    oneLine(manifest.about),
    ['| key | needed | form | what it says |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    `Capabilities are ${[...capabilities.code.matchAll(/'([a-z-]+)'/g)].map(([, name]) => `\`${name}\``).join(', ')}; [capabilities](plugins/capabilities.md) says what each is for.`,
  ].join('\n\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

function needed(key: string): string {
  if ((manifestSchema.required as readonly string[]).includes(key)) return 'always';
  return manifestSchema.then.required.includes(key) ? 'by plugins' : '';
}

interface Rule {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly items?: Rule;
  readonly properties?: Readonly<Record<string, Rule>>;
  readonly patternProperties?: Readonly<Record<string, Rule>>;
}

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** A rule of the schema in words. */
function form(rule: Rule): string {
  if (rule.const !== undefined) return code(rule.const);
  if (rule.enum) return rule.enum.map(code).join(' or ');
  if (rule.items) return `list of ${form(rule.items)}`;
  if (rule.properties)
    return Object.entries(rule.properties)
      .map(([name, one]) => `\`${name}\`: ${form(one)}`)
      .join('; ');
  if (rule.patternProperties) return `by name: ${Object.values(rule.patternProperties).map(form).join(', ')}`;
  if (rule.format) return rule.format.replaceAll('-', ' ');
  if (rule.pattern) return `text like ${code(rule.pattern)}`;
  return rule.type === 'string' ? 'text' : (rule.type ?? 'anything');
}
