const mark = Symbol.for('picturerail.html');

/** A piece of HTML that is safe to put into a page as it is. Made by {@link html} or {@link raw}, by nothing else. */
export interface Html {
  /** Tells it from plain text, which has a `toString` too. */
  readonly [Symbol.toStringTag]: 'Html';
  toString(): string;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] as string);

class Safe implements Html {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  get [mark](): true {
    return true;
  }
  get [Symbol.toStringTag](): 'Html' {
    return 'Html';
  }
  toString(): string {
    return this.#text;
  }
}

/** True for what {@link html} or {@link raw} made, in any copy of the SDK. */
export function isHtml(value: unknown): value is Html {
  return typeof value === 'object' && value !== null && mark in value;
}

function render(value: unknown): string {
  if (value === null || value === undefined || value === false || value === true) return '';
  if (Array.isArray(value)) return value.map(render).join('');
  return isHtml(value) ? value.toString() : escaped(String(value));
}

/**
 * Template tag that escapes every value put into it, for text and for quoted attributes alike; arrays are joined,
 * `null`, `undefined` and booleans are left out, other {@link Html} goes in as it is.
 *
 *     html`<a href="/p/hello/${id}">${title}</a>`
 */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Html {
  let text = strings[0] as string;
  for (let index = 0; index < values.length; index += 1) text += render(values[index]) + (strings[index + 1] as string);
  return new Safe(text);
}

/** Declares text to be safe HTML. Only for text that no person typed: nothing in it is escaped. */
export function raw(text: string): Html {
  return new Safe(text);
}
