import { expect, test } from 'vitest';
import { html, isHtml, raw } from './html.ts';

test('whatever is put into a template is escaped, for text and for quoted attributes', () => {
  expect(String(html`<a title="${`"'&<>`}">${'<script>'}</a>`)).toBe('<a title="&quot;&#39;&amp;&lt;&gt;">&lt;script&gt;</a>');
});

test('HTML goes in as it is, lists are joined, nothing leaves nothing', () => {
  expect(String(html`<ul>${['<', 'b'].map((text) => html`<li>${text}</li>`)}</ul>${null}${undefined}${false}${true}${0}`)).toBe(
    '<ul><li>&lt;</li><li>b</li></ul>0',
  );
});

test('nothing but html and raw makes HTML', () => {
  expect([html``, raw('<b>')].every(isHtml)).toBe(true);
  expect(['<b>', null, undefined, { toString: () => '<b>' }].some(isHtml)).toBe(false);
  expect(String(html`${{ toString: () => '<b>' }}`)).toBe('&lt;b&gt;');
});
