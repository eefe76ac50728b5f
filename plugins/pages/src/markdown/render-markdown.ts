import { type Html, html, raw } from '@picturerail/sdk';
import MarkdownIt, { type Token } from 'markdown-it';
import { isLinkable, isPath } from '../addresses.ts';

type Renderer = InstanceType<typeof MarkdownIt>;

/** Headings of a text stand below that of the page, the outermost as second, and none skips a level: that is how people move who hear a page. */
function levelHeadings(tokens: readonly Token[]): void {
  const headings = tokens.filter(({ type }) => type === 'heading_open' || type === 'heading_close');
  const levelOf = ({ tag }: Token) => Number(tag.slice(1));
  const outermost = Math.min(...headings.map(levelOf));
  let above = 1;
  for (const heading of headings) {
    if (heading.type === 'heading_open') above = Math.min(levelOf(heading) - outermost + 2, above + 1, 6);
    heading.tag = `h${above}`;
  }
}

/** Also a place in the text itself. */
const isOwn = (address: string): boolean => address.startsWith('#') || isPath(address);

const isInLink = (tokens: readonly Token[], index: number): boolean =>
  tokens.slice(0, index).reduce((depth, { type }) => depth + (type === 'link_open' ? 1 : type === 'link_close' ? -1 : 0), 0) > 0;

const isOwnPicture = (address: string): boolean => /^\/media\/[\w./-]+$/.test(address) && !address.includes('..');

function createRenderer(): Renderer {
  const md = new MarkdownIt({ html: false, linkify: true, typographer: false });
  md.validateLink = (address) => isLinkable(address) || /^#[^\p{Cc}\\]*$/u.test(address);
  md.core.ruler.push('levels', ({ tokens }) => levelHeadings(tokens));
  const { rules } = md.renderer;
  rules.link_open = (tokens, index, options, _env, self) => {
    const token = tokens[index];
    if (token && !isOwn(String(token.attrGet('href') ?? ''))) token.attrSet('rel', 'external noopener');
    return self.renderToken(tokens, index, options);
  };
  // Pages load pictures of this gallery only; others are what they are called, with the way to them.
  rules.image = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const src = String(token?.attrGet('src') ?? '');
    const alt = self.renderInlineAsText(token?.children ?? [], options, env);
    if (isOwnPicture(src)) return html`<img src="${src}" alt="${alt}" loading="lazy">`.toString();
    if (isInLink(tokens, index)) return html`${alt}`.toString();
    return html`<a href="${src}"${isOwn(src) ? '' : raw(' rel="external noopener"')}>${alt || src}</a>`.toString();
  };
  return md;
}

let renderer: Renderer | undefined;

/**
 * Markdown (CommonMark, tables, strikethrough, addresses made links) as HTML: HTML in the text stays text, links lead to http, https, mailto and
 * paths of this gallery, pictures come from it. markdown-it escapes all that was typed, which is why the outcome may stand as it is.
 */
export function renderMarkdown(text: string): Html {
  renderer ??= createRenderer();
  return raw(renderer.render(text));
}
