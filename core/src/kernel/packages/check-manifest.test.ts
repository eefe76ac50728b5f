import { describe, expect, test } from 'vitest';
import { checkManifest } from './check-manifest.ts';

const manifest = { manifestVersion: 1, id: 'print-sales', kind: 'plugin', displayName: 'Print sales', api: '^0.2.0', entry: './dist/index.js' };
const problemsOf = (changes: object): readonly string[] => {
  const checked = checkManifest({ ...manifest, ...changes });
  return 'problems' in checked ? checked.problems : [];
};

describe('a manifest', () => {
  test('with everything there is can be used', () => {
    expect(
      problemsOf({
        description: '%description%',
        category: 'commerce',
        activeByDefault: false,
        requires: { plugins: { exif: '^1.2.0' }, services: { 'tags.index@1': '^1.0.0' } },
        optional: { plugins: { comments: '~2.1.0' } },
        conflicts: { plugins: { 'old-sales': '<3.0.0' } },
        provides: { services: { 'sales.orders@2': '2.3.4' } },
        capabilities: [
          { name: 'mail', why: 'Sends receipts.' },
          { name: 'fetch', why: 'Pays.', hosts: ['api.example.com'] },
        ],
        rights: [{ key: 'print-sales.order', label: 'Order prints', default: ['visitor'] }],
        settings: { type: 'object', properties: { currency: { type: 'string', scopes: ['gallery', 'album'] } } },
        routes: ['/shop'],
        csp: { 'img-src': ['https://pay.example.com'] },
        tables: ['orders', 'order_lines'],
        locales: './locales',
        assets: './client',
        migrations: './migrations',
      }),
    ).toEqual([]);
    expect(problemsOf({ kind: 'theme', entry: undefined, parent: 'atelier', slots: ['image.panel@1'] }).filter((text) => !text.includes('entry'))).toEqual([]);
  });

  test('of a theme needs no entry', () => {
    const { entry: _, ...theme } = manifest;
    expect(checkManifest({ ...theme, kind: 'theme' })).toMatchObject({ manifest: { kind: 'theme' } });
    expect(checkManifest(theme)).toEqual({ problems: ['"entry" is missing'] });
  });

  test.each([
    [{ displayNam: 'x' }, '"displayNam" is not a key that may stand there; did you mean "displayName"?'],
    [{ zzzzzzzz: 1 }, '"zzzzzzzz" is not a key that may stand there; known are manifestVersion, id,'],
    [{ requires: { plugin: {} } }, '"plugin" is not a key that may stand in "requires"; did you mean "plugins"?'],
    [{ requires: { plugins: { Exif: '^1.0.0' } } }, '"Exif" is not a key that may stand in "requires.plugins"; its name does not have the right form'],
    [{ requires: { plugins: { exif: 'latest' } } }, '"requires.plugins.exif" is "latest", but must be a range of versions such as "^1.2.0"'],
    [{ provides: { services: { 'a@1': '1' } } }, '"provides.services.a@1" is "1", but must be a version such as "1.2.0"'],
    [{ api: 'newest' }, '"api" is "newest", but must be a range of versions such as "^1.2.0"'],
    [{ manifestVersion: 2 }, '"manifestVersion" is 2, but must be 1'],
    [{ id: 'Print--Sales' }, '"id" is "Print--Sales", but must be lower-case words joined by single dashes, 2 to 20 characters'],
    [{ id: 'a-very-long-name-for-a-plugin' }, 'but must be lower-case words'],
    [{ id: 'core' }, '"id" is "core", which is a reserved word'],
    [{ kind: 'plugins' }, '"kind" is "plugins", but must be one of plugin, theme; did you mean "plugin"?'],
    [{ kind: 'xyz' }, '"kind" is "xyz", but must be one of plugin, theme'],
    [{ displayName: 5 }, '"displayName" is 5, but must be of type "string"'],
    [{ displayName: '' }, '"displayName" is "", which must NOT have fewer than 1 characters'],
    [{ entry: 'dist/index.js' }, '"entry" is "dist/index.js", but must be the path of a JavaScript module that begins with "./"'],
    [{ locales: '/etc' }, '"locales" is "/etc", but must be a folder of the package that begins with "./"'],
    [{ assets: './../../../secrets' }, '"assets" is "./../../../secrets", but must be a folder of the package that begins with "./"'],
    [{ migrations: './a/..' }, 'but must be a folder of the package'],
    [{ entry: './../other/index.js' }, 'but must be the path of a JavaScript module'],
    [{ capabilities: [{ name: 'guards' }] }, '"why" is missing in "capabilities.0"'],
    [{ capabilities: [{ name: 'guard', why: 'x' }] }, 'did you mean "guards"?'],
    [{ rights: [{ key: 'other.order', label: 'x' }] }, 'the right "other.order" must begin with "print-sales."'],
    [{ tables: ['p__orders'] }, 'but must be lower-case words joined by single underscores'],
    [{ routes: ['shop'] }, 'but must be a path such as "/shop"'],
    [{ routes: ['/shop/'] }, 'but must be a path such as "/shop"'],
    [{ slots: ['image.panel'] }, 'but must be a name with a version'],
    [{ csp: { script: [] } }, '"script" is not a key that may stand in "csp"'],
    [
      { csp: { 'script-src': ["'unsafe-inline'"] } },
      'but must be a host such as "https://maps.example.org"; scripts and styles of a page itself carry its nonce',
    ],
    [{ csp: { 'script-src': ['*'] } }, 'but must be a host'],
    [{ csp: { 'script-src': ['data:'] } }, 'but must be a host'],
    [{ csp: { 'script-src': ['https:'] } }, 'but must be a host'],
    [{ csp: { 'img-src': ['https://a.example; script-src *'] } }, 'but must be a host such as "https://tiles.example.org", or "data:"'],
    [{ csp: { 'img-src': ['*'] } }, 'but must be a host such as'],
  ])('is refused with a sentence: %j', (changes, sentence) => {
    expect(problemsOf(changes).join('; ')).toContain(sentence);
  });

  test('that is no object at all is refused', () => {
    expect(checkManifest('plugin')).toMatchObject({ problems: [expect.stringContaining('must be of type "object"')] });
  });
});
