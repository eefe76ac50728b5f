import { parseSync, Visitor } from 'oxc-parser';

export interface Import {
  /** As written; null where it is computed. */
  readonly specifier: string | null;
  /** Gone after compilation. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** What one file says that the arrows care about. */
export interface Module {
  readonly imports: readonly Import[];
  /** Lines that read the environment. */
  readonly environment: readonly number[];
  /** Lines with a text that looks like an SQL statement. */
  readonly sql: readonly number[];
}

const statement =
  /^\s*(?:SELECT\s|INSERT\s+(?:IGNORE\s+|OR\s+\w+\s+)?INTO\s|UPDATE\s+[`\w]+\s+SET\s|DELETE\s+FROM\s|REPLACE\s+INTO\s|WITH\s+(?:RECURSIVE\s+)?\w+\s*(?:\(|AS\s)|CREATE\s+(?:TABLE|INDEX)\s|ALTER\s+TABLE\s|DROP\s+(?:TABLE|INDEX)\s)/;

/** Parses a file and lists its imports, type imports and re-exports included. Throws where it does not parse. */
export function readModule(path: string, text: string): Module {
  const { program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`Reading the imports of "${path}": ${errors[0].message}`);
  const imports: Import[] = [];
  const environment: number[] = [];
  const sql: number[] = [];
  const line = (offset: number) => text.slice(0, offset).split('\n').length;
  const add = (source: { start: number; value?: unknown }, typeOnly: boolean) =>
    imports.push({ specifier: typeof source.value === 'string' ? source.value : null, typeOnly, line: line(source.start) });
  const look = (at: number, value: unknown) => {
    if (typeof value === 'string' && statement.test(value)) sql.push(line(at));
  };

  new Visitor({
    ImportDeclaration(node) {
      add(node.source, node.importKind === 'type');
      const readsProcess = /^(?:node:)?process$/.test(node.source.value);
      if (readsProcess && node.specifiers.some((one) => one.type === 'ImportSpecifier' && 'name' in one.imported && one.imported.name === 'env'))
        environment.push(line(node.start));
    },
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ExportNamedDeclaration(node) {
      if (node.source) add(node.source, node.exportKind === 'type');
    },
    ImportExpression: (node) => add(node.source, false),
    TSImportType: (node) => add(node.source, true),
    TSExternalModuleReference: (node) => add(node.expression, false),
    CallExpression(node) {
      const callee = node.callee;
      const called = callee.type === 'Identifier' ? callee.name : '';
      const source = node.arguments[0];
      if (called === 'require' && source) add(source, false);
    },
    MemberExpression(node) {
      const named = node.property.type === 'Identifier' ? node.property.name : 'value' in node.property ? node.property.value : null;
      if (node.object.type === 'Identifier' && node.object.name === 'process' && named === 'env') environment.push(line(node.start));
    },
    Literal: (node) => look(node.start, node.value),
    TemplateLiteral: (node) => look(node.start, node.quasis[0]?.value.raw),
  }).visit(program);
  return { imports, environment, sql };
}
