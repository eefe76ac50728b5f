/** A form of a page, with one of its buttons pressed. */
export interface SentForm {
  readonly action: string;
  /** What stands in it when nobody types anything. */
  readonly fields: ReadonlyMap<string, string>;
  /** Names of what somebody types into. */
  readonly typed: readonly string[];
}

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : unescaped(found);
};
const tags = (page: string, name: string) => [...page.matchAll(new RegExp(`<${name}\\b[^>]*>`, 'g'))].map(([tag]) => tag);

/** The forms of a page that are sent by POST, once for each button. */
export function formsOn(page: string): SentForm[] {
  return [...page.matchAll(/(<form\b[^>]*>)(.*?)<\/form>/gs)].flatMap(([, head = '', inner = '']) => {
    const action = attribute(head, 'action');
    if (action === null || attribute(head, 'method') !== 'post' || attribute(head, 'enctype') !== null) return [];
    const { fields, typed } = fieldsOf(inner);
    const buttons = tags(inner, 'button').map((tag) => [attribute(tag, 'name'), attribute(tag, 'value') ?? ''] as const);
    const pressed = buttons.length > 0 ? buttons : [[null, ''] as const];
    return pressed.map(([name, value]) => ({ action, typed, fields: name === null ? fields : new Map([...fields, [name, value]]) }));
  });
}

function fieldsOf(inner: string): Pick<SentForm, 'fields' | 'typed'> {
  const fields = new Map<string, string>();
  const typed: string[] = [];
  for (const tag of tags(inner, 'input')) {
    const [name, type] = [attribute(tag, 'name'), attribute(tag, 'type') ?? 'text'];
    if (name === null || name === '_csrf' || type === 'file') continue;
    if (type === 'hidden' || ((type === 'checkbox' || type === 'radio') && /\schecked/.test(tag))) fields.set(name, attribute(tag, 'value') ?? 'on');
    else if (type !== 'checkbox' && type !== 'radio') typed.push(name);
  }
  for (const tag of tags(inner, 'textarea')) typed.push(attribute(tag, 'name') ?? '');
  for (const [, head = '', options = ''] of inner.matchAll(/(<select\b[^>]*>)(.*?)<\/select>/gs)) {
    const chosen = tags(options, 'option').find((tag) => /\sselected/.test(tag)) ?? tags(options, 'option')[0] ?? '';
    fields.set(attribute(head, 'name') ?? '', attribute(chosen, 'value') ?? '');
  }
  return { fields, typed: typed.filter((name) => name !== '') };
}
