import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';

const rendered = (text: string) => renderMarkdown(text).toString();
const known = /^<\/?(?:p|a|h[2-6]|ul|ol|li|em|strong|s|blockquote|pre|code|hr|br|table|thead|tbody|tr|th|td|img)[\s>]/;
const followed = /^(?:https?:\/\/|mailto:|#|\/(?![/\\]))/;
/** Elements nobody wants, attributes that are run, and addresses that lead elsewhere than they may. */
function dangersIn(text: string): string[] {
  const tags = rendered(text).match(/<[^>]*>/g) ?? [];
  const attributes = tags.flatMap((tag) => [...tag.matchAll(/\s([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => ({ name, value })));
  return [
    ...tags.filter((tag) => !known.test(tag) || /["'=]/.test(tag.replace(/\s[\w-]+="[^"]*"/g, ''))),
    ...attributes.filter(({ name }) => !['href', 'src', 'alt', 'title', 'rel', 'loading', 'class'].includes(name)).map(({ name }) => name),
    ...attributes.filter(({ name, value }) => ['href', 'src'].includes(name) && !followed.test(value)).map(({ value }) => value),
  ];
}

describe('Markdown', () => {
  it('becomes headings below that of the page, lists, tables and links', () => {
    expect(rendered('# One\n\n## Two\n\n###### Six')).toBe('<h2>One</h2>\n<h3>Two</h3>\n<h4>Six</h4>\n');
    expect(rendered('### One\n\n#### Two\n\n## Three')).toBe('<h2>One</h2>\n<h3>Two</h3>\n<h2>Three</h2>\n');
    expect(rendered('**a** and *b*\n\n- c')).toBe('<p><strong>a</strong> and <em>b</em></p>\n<ul>\n<li>c</li>\n</ul>\n');
    expect(rendered('| a |\n|---|\n| b |')).toContain('<td>b</td>');
    expect(rendered('[words](https://example.org "Title")')).toBe('<p><a href="https://example.org" title="Title" rel="external noopener">words</a></p>\n');
    expect(rendered('[home](/) [below](#x)')).toBe('<p><a href="/">home</a> <a href="#x">below</a></p>\n');
    expect(rendered('write to ana@example.org')).toContain('<a href="mailto:ana@example.org" rel="external noopener">');
  });

  it('shows pictures of this gallery, and of others what they are called with the way to them', () => {
    expect(rendered('![A "lock"](/media/12/abc/960.jpg)')).toBe('<p><img src="/media/12/abc/960.jpg" alt="A &quot;lock&quot;" loading="lazy"></p>\n');
    expect(rendered('![lock](https://evil.example.org/x.png)')).toBe('<p><a href="https://evil.example.org/x.png" rel="external noopener">lock</a></p>\n');
    expect(rendered('![](/account/sign-out)')).toBe('<p><a href="/account/sign-out">/account/sign-out</a></p>\n');
    expect(rendered('[![lock](https://example.org/x.png)](/about)')).toBe('<p><a href="/about">lock</a></p>\n');
    expect(rendered('![x](/media/../account/x)')).not.toContain('<img');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](<java\nscript:alert(1)>)',
    '[x](vbscript:x)',
    '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
    '![x](data:image/svg+xml,<svg onload=alert(1)>)',
    '![x](javascript:alert(1))',
    '![" onerror="alert(1)](/media/1/a/480.jpg)',
    '![x](/media/1/a/480.jpg" onerror="alert(1))',
    '![x](</media/1/a/480.jpg" onerror="alert(1)>)',
    '[x](//evil.example.org)',
    '[x](/\\evil.example.org)',
    '[x](\\\\evil.example.org)',
    '[x](/ok "a" onclick="alert(1)")',
    '[x](/ok \'" onmouseover="alert(1)\')',
    '<javascript:alert(1)>',
    '<https://example.org/"onclick="alert(1)>',
    '[x][r]\n\n[r]: javascript:alert(1)',
    '[x][r]\n\n[r]: <javascript:alert(1)> "t"',
    '![x][r]\n\n[r]: data:image/png;base64,AAAA',
    '[<img src=x onerror=alert(1)>](https://example.org)',
    '```"><script>alert(1)</script>\ncode\n```',
    '`<b>`',
    '# <b onclick=alert(1)>x</b>',
    '| <i onclick=x> |\n|---|\n| [x](javascript:1) |',
    'https://example.org/<script>alert(1)</script>',
    'javascript:alert(1)//https://example.org',
    '"><svg/onload=alert(1)>//[x](javascript:/*--></title></style>*/alert(1))',
    '<!-- --><?php ?><![CDATA[<script>]]>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '[a](file:///etc/passwd) [b](ftp://example.org) [c](tel:1) [d](x:y) [e](relative)',
  ])('%s stays harmless', (text) => {
    expect(dangersIn(text)).toEqual([]);
  });

  it.each(['[', '> ', '*', '![[', '`', '<', '- ', '|'])('%s as often as a text is long comes to an end', (part) => {
    expect(rendered(part.repeat(25_000 / part.length))).not.toBe('');
  });
});
