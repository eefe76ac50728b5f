import { readdirSync, readFileSync } from 'node:fs';
import { coreHooks, type HookTraits } from '../../../sdk/src/hook-traits.ts';
import { hookNotes } from './hook-notes.ts';
import { type Described, interfacesOf } from './source-text.ts';

const kinds: Readonly<Record<string, string>> = { Notice: '`on`, `after`', Filter: '`filter`', Collect: '`collect`', Decide: '`decide`', Guard: '`guard`' };

/** docs/hooks.md as the SDK's sources have it now. */
export function hooksPage(): string {
  const described = sdkInterfaces();
  const registry = need(described, 'HookRegistry').members;
  const slots = need(described, 'SlotRegistry').members;
  return `# Hooks and slots

Made from \`sdk/src/hooks.ts\`, \`sdk/src/hooks/\`, \`sdk/src/hook-traits.ts\` and \`sdk/src/slots.ts\`; after a change there run
\`npm run docs\`.

## Hooks

${table(['hook', 'verb', 'types', 'deadline', 'capability'], registry.map(row))}

${Object.keys(kinds)
  .map((kind) => `- **${kind}** (${kinds[kind]}): ${oneLine(need(described, kind).about)}`)
  .join('\n')}

An answer after its deadline no longer counts: a filter keeps the value, what protects refuses.

${registry.map(note).join('\n\n')}

## What hooks and slots carry

${carried(described, [...registry, ...slots])
  .map(chapter)
  .join('\n\n')}

## Slots

${oneLine(need(described, 'SlotRegistry').about)}

${table(
  ['slot', 'receives', 'where'],
  slots.map((slot) => [`\`${slot.name}\``, code(slot.type), oneLine(slot.about)]),
)}
`;
}

function row(hook: Described['members'][number]): string[] {
  const traits: HookTraits | undefined = (coreHooks as Record<string, HookTraits>)[hook.name];
  const deadline = traits ? `${traits.deadlineMs >= 1000 ? `${traits.deadlineMs / 1000} s` : `${traits.deadlineMs} ms`}` : '';
  return [`\`${hook.name}\``, kinds[kindOf(hook.type)] ?? '', code(hook.type), deadline, traits?.capability ?? ''];
}

/** The interfaces that the types of hooks and slots name, and those that these name, once each. */
function carried(described: readonly Described[], users: readonly { readonly type: string }[]): Described[] {
  const types = users.map((user) => user.type).join(' ');
  const direct = described.filter((one) => !(one.name in kinds) && new RegExp(`\\b${one.name}\\b`).test(types));
  const members = direct.flatMap((one) => one.members);
  const indirect = described.filter((one) => !direct.includes(one) && members.some((part) => new RegExp(`\\b${one.name}\\b`).test(part.type)));
  return [...direct, ...indirect].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function note({ name }: { readonly name: string }): string {
  const found = hookNotes().find(({ hook }) => hook === name);
  return found ? `### \`${name}\`\n\n${found.text[0]?.toUpperCase()}${found.text.slice(1)}\n\n\`\`\`js\n${found.example}\n\`\`\`` : `### \`${name}\``;
}

function chapter(one: Described): string {
  return [`### ${one.name}`, ...(one.about ? [one.about] : []), one.members.map(member).join('\n')].join('\n\n');
}

function member(one: Described['members'][number]): string {
  return `- \`${one.name}\`: ${code(one.type)}${one.about ? `. ${oneLine(one.about)}` : ''}`;
}

function sdkInterfaces(): Described[] {
  const families = readdirSync('sdk/src/hooks').map((name) => `hooks/${name}`);
  const files = ['hooks.ts', 'slots.ts', 'images.ts', 'media.ts', 'rail.ts', 'viewer.ts', ...families];
  return files.flatMap((name) => interfacesOf(name, readFileSync(`sdk/src/${name}`, 'utf8')));
}

function need(described: readonly Described[], name: string): Described {
  const found = described.find((one) => one.name === name);
  if (!found) throw new Error(`The SDK has no interface "${name}" any more, and docs/hooks.md is made from it`);
  return found;
}

function kindOf(type: string): string {
  return /^\w+/.exec(type)?.[0] ?? '';
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
