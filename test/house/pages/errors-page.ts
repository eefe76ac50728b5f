import { readFileSync } from 'node:fs';
import type { Expression, MemberExpression, Node } from 'oxc-parser';
import { parseSync, Visitor } from 'oxc-parser';
import { buildingOf, roomOf } from '../arrows/place.ts';
import { sourceFiles } from '../arrows/source-file.ts';

interface Entry {
  readonly owner: string;
  readonly code: string;
  readonly status: string;
  readonly sentence: string;
}

/** docs/errors.md as the code has it now. */
export function errorsPage(): string {
  const entries = errorEntries();
  const owners = [...new Set(entries.map((entry) => entry.owner))].sort();
  return `# Errors

Every error of the house has a code that does not change and a sentence for people. API clients get both as a problem
document (RFC 9457). 4xx refuses what was asked, 500 is a fault of the gallery (visitors see a generic text), 503 passes.
\`<name>\` stands for a value. Made from the code; after a change there run \`npm run docs\`.

${owners.map((owner) => `## ${owner}\n\n${rowsOf(entries.filter((entry) => entry.owner === owner))}`).join('\n\n')}
`;
}

function rowsOf(entries: readonly Entry[]): string {
  const rows = entries.map((entry) => `| \`${entry.code}\` | ${entry.status} | ${entry.sentence.replaceAll('|', '\\|')} |`);
  return ['| code | status | sentence |', '| --- | --- | --- |', ...new Set(rows.sort())].join('\n');
}

/** Each `new GalleryError(...)` of core, SDK and plugins whose code is written where it is made. */
export function errorEntries(): Entry[] {
  return sourceFiles(process.cwd())
    .filter((file) => !file.test && file.text.includes('GalleryError('))
    .flatMap((file) => entriesOf(file.path, readFileSync(file.path, 'utf8')));
}

function entriesOf(path: string, text: string): Entry[] {
  const found: Entry[] = [];
  new Visitor({
    NewExpression(node) {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'GalleryError') return;
      const [code, sentence, details] = node.arguments;
      if (!sentence || (code?.type !== 'Literal' && code?.type !== 'TemplateLiteral')) return;
      found.push({ owner: ownerOf(path), code: wording(code, text), status: statusOf(details, text), sentence: wording(sentence, text) });
    },
  }).visit(parseSync(path, text).program);
  return found;
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
    case 'MemberExpression':
      return node.property.type === 'Identifier' ? `<${node.property.name}>` : '<value>';
    case 'Identifier':
      return `<${node.name}>`;
    case 'CallExpression':
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
