import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type AlbumCard, type Html, html, type ImageCard, type ImageData, type Manifest, type PageData } from '@picturerail/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTexts } from '#i18n';
import type { Package } from '#kernel';
import { createAssets } from './assets.ts';
import { createTheme } from './create-theme.ts';
import type { SlotRenderer, Theme } from './theme.ts';

let dir: string;
let logged: { message: string; data: unknown }[];
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: (message: string, data?: object) => void logged.push({ message, data }) };
const noSlots: SlotRenderer = { used: () => false, render: () => [] };

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'picturerail-theme-'));
  logged = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const contract = ['home', 'album', 'image', 'list', 'sign-in', 'setup', 'confirm', 'form', 'account', 'page', 'error'];
const whole = Object.fromEntries(contract.map((name) => [`templates/${name}.njk`, `${name} of base`]));

/** A theme in a folder of its own, from paths to contents. */
function themeOf(id: string, files: Record<string, string>, more: Partial<Manifest> = {}): Package {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, id, path)), { recursive: true });
    writeFileSync(join(dir, id, path), content);
  }
  return {
    id,
    kind: 'theme',
    version: '1.0.0',
    dir: join(dir, id),
    manifest: { manifestVersion: 1, id, kind: 'theme', displayName: id, api: '^0.2.0', ...more },
  };
}

const open = (packages: Package[], slots = noSlots): Theme =>
  createTheme({ packages, slots, texts: createTexts(), assets: createAssets(), log, fallback: 'base' });

const page: PageData = {
  gallery: 'North Light',
  title: '',
  language: 'en',
  direction: 'ltr',
  viewer: { userId: null, name: null, status: 'visitor', language: 'en', principals: [1] },
  menu: [],
  footer: [],
  urls: { home: '/', signIn: '/account/sign-in', account: null, signOut: null, language: '/account/language' },
  languages: [],
  nonce: 'abc',
  csrf: 'token',
  here: '/',
};
const home = { ...page, albums: [] as AlbumCard[], albumPager: null, newest: [] as ImageCard[], imageCount: 0 };
const card = (id: number) => ({ id, title: `Image ${id}` }) as ImageCard;

describe('a page', () => {
  it('escapes what people typed, in text and in attributes', async () => {
    const theme = open([themeOf('base', { ...whole, 'templates/home.njk': '<p title="{{ gallery }}">{{ gallery }}</p>' })]);
    const title = `"><script>alert('x')</script>&`;
    expect(await theme.render('home', { ...home, gallery: title })).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>',
    );
  });

  it('cannot be broken out of by JSON inside a script', async () => {
    const theme = open([themeOf('base', { ...whole, 'templates/home.njk': '<script type="application/json">{{ json({ gallery: gallery }) }}</script>' })]);
    const markup = await theme.render('home', { ...home, gallery: '</script><b>\u2028' });
    expect(markup).toBe('<script type="application/json">{"gallery":"\\u003c/script\\u003e\\u003cb\\u003e\\u2028"}</script>');
    expect(JSON.parse(markup.replace(/<[^>]+>/g, ''))).toEqual({ gallery: '</script><b>\u2028' });
  });

  it('writes dates, numbers and sizes in its language', async () => {
    const theme = open([themeOf('base', { ...whole, 'templates/home.njk': '{{ date(0) }}|{{ number(1234567) }}|{{ bytes(2345678) }}' })]);
    expect(await theme.render('home', { ...home, language: 'de' })).toMatch(/^1\. Januar 1970\|1\.234\.567\|2,3\sMB$/);
  });

  it('asks for the CSRF token only where it prints it', async () => {
    let asked = 0;
    const lazy = { ...home, csrf: { toString: () => `token ${++asked}` } as unknown as string };
    const theme = open([themeOf('base', { ...whole, 'templates/list.njk': '{{ csrf }}' })]);
    await theme.render('home', lazy);
    expect(asked).toBe(0);
    expect(await theme.render('list', { ...lazy, heading: '', images: [], pager: null, total: 0 } as never)).toBe('token 1');
  });

  it('carries ratios and colours of its pictures as rules, and nothing else that stands in their place', async () => {
    const theme = open([themeOf('base', { ...whole, 'templates/home.njk': "{{ pictureRules(newest, 'p') }}|{{ pictureRules(albums, 'c') }}" })]);
    const picture = (width: number, height: number, color: string) => ({ ...card(1), width, height, placeholder: { color, thumbHash: null } });
    const albums = [{ cover: null }, { cover: picture(2, 3, '#010203') }] as AlbumCard[];
    const newest = [picture(3000, 2000, '#aabbcc'), picture(0, 0, 'red;}</style>')];
    expect(await theme.render('home', { ...home, albums, newest })).toBe(
      '.p0{--ratio:1.5;--color:#aabbcc}.p1{--ratio:1;--color:#808080}|.c1{--ratio:0.66667;--color:#010203}',
    );
  });
});

describe('slots', () => {
  it('are asked once each, for all items of the page, and only those that the page uses and somebody fills', async () => {
    const asked: [string, number, string | undefined][] = [];
    const slots: SlotRenderer = {
      used: (slot) => slot !== 'page.footer@1',
      render: (slot, items, circumstances): Html[] => {
        asked.push([slot, items.length, circumstances?.language]);
        return items.map((item, index) => html`<b>${slot} ${index} ${'id' in item ? item.id : 'page' in item && item.page}</b>`);
      },
    };
    const theme = open(
      [
        themeOf('base', {
          ...whole,
          'templates/layout.njk': "{{ slot('page.head@1') }}{% block main %}{% endblock %}{{ slot('page.footer@1') }}",
          'templates/parts/rows.njk': "{% macro rows() %}{% for image in newest %}{{ slot('image.badges@1', loop.index0) }}{% endfor %}{% endmacro %}",
          'templates/home.njk': '{% extends "layout.njk" %}{% from "parts/rows.njk" import rows with context %}{% block main %}{{ rows() }}{% endblock %}',
          'templates/image.njk': "{{ slot('image.panel@1') }}",
        }),
      ],
      slots,
    );
    expect(await theme.render('home', { ...home, language: 'fr', newest: [card(7), card(8)] })).toBe(
      '<b>page.head@1 0 home</b><b>image.badges@1 0 7</b><b>image.badges@1 1 8</b>',
    );
    expect(asked).toEqual([
      ['image.badges@1', 2, 'fr'],
      ['page.head@1', 1, 'fr'],
    ]);
    expect(await theme.render('image', { ...page, image: card(9) } as unknown as PageData & ImageData)).toBe('<b>image.panel@1 0 9</b>');
  });

  it('are empty, and falsy, where nobody answers', async () => {
    const slots: SlotRenderer = { used: () => true, render: (_slot, items) => items.map(() => html``) };
    const theme = open([themeOf('base', { ...whole, 'templates/home.njk': "{% if slot('page.footer@1') %}full{% else %}empty{% endif %}" })], slots);
    expect(await theme.render('home', home)).toBe('empty');
  });
});

describe('a child theme', () => {
  const base = () =>
    themeOf('base', {
      ...whole,
      'templates/layout.njk': '[{% block main %}{% endblock %}]',
      'templates/home.njk': '{% extends "layout.njk" %}{% block main %}{{ t("hello") }} {{ t("bye") }} {{ asset("a.css") }}{% endblock %}',
      'assets/a.css': 'a{}',
      'assets/b.css': 'b{}',
      'locales/en.json': '{ "hello": "Hello", "bye": "Goodbye" }',
    });

  it('takes from its parent whatever it lacks: templates, files, texts', async () => {
    const child = themeOf('child', { 'assets/b.css': 'b{color:red}', 'locales/en.json': '{ "bye": "See you" }' }, { parent: 'base' });
    const theme = open([base(), child]);
    theme.use('child');
    expect(theme.current()).toBe('child');
    expect(await theme.render('home', home)).toMatch(/^\[Hello See you \/assets\/t\/child\/1\.0\.0-[0-9a-f]{8}\/a\.css\]$/);
  });

  it('extends a page of its parent under the same name', async () => {
    const child = themeOf(
      'child',
      {
        'templates/home.njk': '{% extends "base:home.njk" %}{% block main %}{{ super() }}!{% endblock %}',
        'templates/layout.njk': '({% block main %}{% endblock %})',
      },
      { parent: 'base' },
    );
    const theme = open([base(), child]);
    expect(await theme.render('home', home, { theme: 'child' })).toMatch(/^\(Hello Goodbye .+!\)$/);
    expect(await theme.render('home', home)).toMatch(/^\[Hello Goodbye .+\]$/);
  });

  it('cannot be its own ancestor, nor have a parent that is not there', () => {
    const theme = open([base(), themeOf('one', {}, { parent: 'two' }), themeOf('two', {}, { parent: 'one' }), themeOf('orphan', {}, { parent: 'gone' })]);
    expect(theme.list().map(({ id, problem }) => [id, problem])).toEqual([
      ['base', null],
      ['one', 'its parents form a circle: one > two > one.'],
      ['two', 'its parents form a circle: two > one > two.'],
      ['orphan', 'its parent "gone" is not installed.'],
    ]);
    expect(() => theme.use('one')).toThrow('The theme "one" cannot be used: its parents form a circle');
    expect(() => theme.use('none')).toThrow('There is no theme "none". Installed are: base, one, two, orphan.');
  });
});

describe('a broken theme', () => {
  it('gives way to the default one for the request, and is named with template and line', async () => {
    const bad = themeOf('bad', {
      ...whole,
      'templates/parts/deep.njk': '\n\n{{ nobody() }}',
      'templates/home.njk': 'x\n{% include "parts/deep.njk" %}',
      'templates/list.njk': 'fine',
    });
    const theme = open([themeOf('base', whole), bad]);
    theme.use('bad');
    expect(await theme.render('home', home)).toBe('home of base');
    expect(logged).toHaveLength(1);
    expect(logged[0]?.message).toBe('A template of the theme "bad" failed; the theme "base" stands in.');
    expect(logged[0]?.data).toMatchObject({ theme: 'bad', page: 'home', template: 'bad/parts/deep.njk', line: 3 });
    expect(await theme.render('list', home as never)).toBe('fine');
  });

  it('is not used where a template does not compile or is missing', () => {
    const { 'templates/error.njk': _error, ...most } = whole;
    const theme = open([themeOf('base', whole), themeOf('torn', { ...whole, 'templates/album.njk': 'a\n\n{{ one two }}' }), themeOf('short', most)]);
    expect(theme.list().map(({ id, problem }) => [id, problem])).toEqual([
      ['base', null],
      ['torn', expect.stringMatching(/^torn\/album\.njk, line 3, does not compile: /)],
      ['short', 'it has no templates/error.njk, and no parent that has.'],
    ]);
    expect(logged.map(({ message }) => message)).toEqual([expect.stringContaining('"torn"'), expect.stringContaining('"short"')]);
  });

  it('is an error where it is the default one', async () => {
    const theme = open([themeOf('base', { ...whole, 'templates/home.njk': '{{ asset("none.css") }}' })]);
    await expect(theme.render('home', home)).rejects.toMatchObject({
      code: 'theme-template-failed',
      status: 500,
      message: expect.stringContaining('the template "home" of the theme "base"'),
    });
    expect(() => createTheme({ packages: [], slots: noSlots, texts: createTexts(), assets: createAssets(), log })).toThrow(
      'There is no theme "atelier". Installed are: none.',
    );
  });
});

it('themes are listed in the reader’s language', () => {
  const files = { ...whole, 'locales/en.json': '{ "name": "Base" }', 'locales/de.json': '{ "name": "Grund" }' };
  const theme = open([themeOf('base', files, { displayName: '%name%' })]);
  expect(theme.list('de')).toEqual([{ id: 'base', version: '1.0.0', name: 'Grund', description: '', parent: null, current: true, problem: null }]);
});
