import { readFileSync } from 'node:fs';
import type { Expression, MemberExpression, Node, Program } from 'oxc-parser';
import { parseSync, Visitor } from 'oxc-parser';
import { buildingOf, roomOf } from '../arrows/place.ts';
import { sourceFiles } from '../arrows/source-file.ts';
import { errorFixes } from './error-fixes.ts';

export interface Entry {
  readonly owner: string;
  readonly code: string;
  readonly status: string;
  /** What happened. */
  readonly cause: string;
  /** What to do; empty where nobody says. */
  readonly fix: string;
}

/** docs/errors.md as the code has it now. */
export function errorsPage(): string {
  const entries = errorEntries();
  const owners = [...new Set(entries.map((entry) => entry.owner))].sort();
  return `# Errors

Every error of the house has a code that does not change and a sentence for people. API clients get both as a problem
document (RFC 9457). 4xx refuses what was asked, 500 is a fault of the gallery or of a plugin (visitors see a generic text), 503
passes. \`<name>\` stands for a value. Made from the code and from \`test/house/pages/error-fixes.ts\`, which says what helps where the
sentence itself does not; after a change there run \`npm run docs\`.

${owners.map((owner) => `## ${owner}\n\n${rowsOf(entries.filter((entry) => entry.owner === owner))}`).join('\n\n')}
`;
}

function rowsOf(entries: readonly Entry[]): string {
  const cell = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  const rows = entries.map(({ code, status, cause, fix }) => `| \`${code}\` | ${status} | ${cell(cause)} | ${cell(fix)} |`);
  return ['| code | status | what happened | what helps |', '| --- | --- | --- | --- |', ...new Set(rows.sort())].join('\n');
}

/** Each error of core, SDK and plugins whose code is written where it is made: by `new GalleryError(...)`, or by a helper of that file that makes one. */
export function errorEntries(): Entry[] {
  return sourceFiles(process.cwd())
    .filter((file) => !file.test && file.text.includes('GalleryError('))
    .flatMap((file) => entriesOf(file.path, readFileSync(file.path, 'utf8')));
}

function entriesOf(path: string, text: string): Entry[] {
  const { program } = parseSync(path, text);
  const helpers = helpersIn(program, text);
  const found: Entry[] = [];
  const note = (words: readonly Node[], status: string) => {
    const [code, sentence] = words;
    if (!sentence || (code?.type !== 'Literal' && code?.type !== 'TemplateLiteral')) return;
    const written = wording(code, text);
    found.push({ owner: ownerOf(path), code: written, status, ...causeAndFix(written, wording(sentence, text)) });
  };
  new Visitor({
    NewExpression(node) {
      if (isGalleryError(node.callee)) note(node.arguments, statusOf(node.arguments[2], text));
    },
    CallExpression(node) {
      const status = node.callee.type === 'Identifier' ? helpers.get(node.callee.name) : undefined;
      if (status !== undefined) note(node.arguments, status);
    },
  }).visit(program);
  return found;
}

const isGalleryError = (callee: Expression): boolean => callee.type === 'Identifier' && callee.name === 'GalleryError';

/** Functions of the file that hand their first two words on to a GalleryError, with the status they give it. */
function helpersIn(program: Program, text: string): ReadonlyMap<string, string> {
  const helpers = new Map<string, string>();
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type !== 'Identifier' || init?.type !== 'ArrowFunctionExpression' || init.body.type !== 'NewExpression' || !isGalleryError(init.body.callee))
        return;
      const [code, , details] = init.body.arguments;
      const [first] = init.params;
      if (code?.type === 'Identifier' && first?.type === 'Identifier' && code.name === first.name) helpers.set(id.name, statusOf(details, text));
    },
  }).visit(program);
  return helpers;
}

/** Words that advice begins with behind a colon, where others name a cause. */
const advice = '(?:give|it must|its modules must|leave|look|make|move|place|restore|the default export|use) ';
const parts = new RegExp(`^(.+?)(?:; |\\. (?=[A-Z".])|: (?=${advice}))(.+)$`, 's');

/** A sentence says what happened and then, behind a semicolon, a colon or as a sentence of its own, what helps. */
function causeAndFix(code: string, sentence: string): Pick<Entry, 'cause' | 'fix'> {
  const [, cause, fix] = parts.exec(sentence) ?? [];
  if (cause === undefined || fix === undefined) return { cause: sentence, fix: errorFixes[code] ?? '' };
  return { cause: `${cause}.`, fix: `${fix[0]?.toUpperCase()}${fix.slice(1)}` };
}

function ownerOf(path: string): string {
  const building = buildingOf(path);
  return building === 'core'
    ? (roomOf(path) ?? 'core')
    : path
        .split('/')
        .slice(0, building === 'plugins' ? 2 : 1)
        .join('/');
}

function statusOf(details: Node | undefined, text: string): string {
  if (!details) return '400';
  const status =
    details.type === 'ObjectExpression' && details.properties.find((one) => one.type === 'Property' && 'name' in one.key && one.key.name === 'status');
  return status && status.type === 'Property' ? wording(status.value, text) : '400';
}

/** An expression as a reader sees it: texts as they are, values as `<name>`. */
function wording(node: Node, text: string): string {
  switch (node.type) {
    case 'Literal':
      return String(node.value);
    case 'TemplateLiteral':
      return node.quasis
        .map((quasi, at) => `${quasi.value.cooked ?? ''}${node.expressions[at] ? wording(node.expressions[at] as Expression, text) : ''}`)
        .join('');
    case 'BinaryExpression':
      return node.right.type === 'Literal' && typeof node.right.value === 'number'
        ? wording(node.left, text)
        : wording(node.left, text) + wording(node.right, text);
    case 'ConditionalExpression':
      return alternatives(wording(node.consequent, text), wording(node.alternate, text));
    case 'LogicalExpression':
      return wording(node.right, text);
    case 'MemberExpression':
      return node.property.type === 'Identifier' ? `<${node.property.name}>` : '<value>';
    case 'Identifier':
      return `<${node.name}>`;
    case 'CallExpression':
      if (node.callee.type === 'Identifier' && node.callee.name === 'withFix') return node.arguments.map((part) => wording(part, text)).join(' ');
      return wording((isMethodOfAValue(node.callee) ? node.callee.object : node.arguments[0]) ?? node.callee, text);
    default:
      return '<value>';
  }
}

/** `names.join(', ')` speaks of its object, `Math.round(seconds)` of its argument. */
function isMethodOfAValue(callee: Expression): callee is MemberExpression {
  return callee.type === 'MemberExpression' && !(callee.object.type === 'Identifier' && /^[A-Z]/.test(callee.object.name));
}

function alternatives(one: string, other: string): string {
  if (one.startsWith('<') && other.startsWith('<')) return other;
  return [one, other].filter((part) => part !== '').join(' / ');
}
