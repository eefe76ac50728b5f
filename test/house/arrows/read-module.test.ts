import { expect, it } from 'vitest';
import { readModule } from './read-module.ts';

function imports(text: string) {
  return readModule('a.ts', text).imports.map((one) => `${one.typeOnly ? 'type ' : ''}${one.specifier}`);
}

it('every way to import is seen', () => {
  expect(imports("import a from 'a';\nimport { b } from 'b';\nimport * as c from 'c';\nimport 'd';")).toEqual(['a', 'b', 'c', 'd']);
  expect(imports("export * from 'a';\nexport { b } from 'b';\nexport * as c from 'c';")).toEqual(['a', 'b', 'c']);
  expect(imports("const a = await import('a');\nimport b = require('b');\nconst c = require('c');")).toEqual(['a', 'b', 'c']);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text that holds a template
  expect(imports('const a = await import(`./${name}.ts`);')).toEqual(['null']);
});

it('a type import is told from one that loads the module', () => {
  expect(imports("import type { A } from 'a';\nexport type { B } from 'b';\nexport type * from 'c';\nlet d: import('d').D;")).toEqual([
    'type a',
    'type b',
    'type c',
    'type d',
  ]);
  expect(imports("import { type A } from 'a';")).toEqual(['a']);
});

it('comments, strings and templates that speak of imports are not imports', () => {
  expect(imports("// import 'a';\n/* import 'b'; */\nconst c = \"import 'c'\";\nconst d = `import 'd'`;\nconst e = /import 'e'/;")).toEqual([]);
});

it('the environment is seen however it is read', () => {
  const text = "import { env } from 'node:process';\nprocess.env.A;\nprocess['env'].B;\n// process.env.C\nconfig.env.D;";
  expect(readModule('a.ts', text).environment).toEqual([1, 2, 3]);
});

it('statements of SQL are seen, sentences are not', () => {
  const text =
    "sql.all('SELECT id FROM images');\nsql.run(`UPDATE albums SET title = ?`);\nsay('Select an album');\nsay('UPDATE the page');\nsql.run(`\n  INSERT INTO x VALUES (1)`);";
  expect(readModule('a.ts', text).sql).toEqual([1, 2, 5]);
});

it('a file that does not parse is refused', () => {
  expect(() => readModule('a.ts', 'import {')).toThrow('a.ts');
});
