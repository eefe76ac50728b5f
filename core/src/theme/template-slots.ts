import type { TemplateFile } from './template-files.ts';

const slotCall = /\bslot\(\s*(["'])([^"']+)\1/g;
const reference = /\{%-?\s*(?:extends|include|import|from)\s+(["'])([^"']+)\1/g;

/** Slots that a template or one it is made of asks for, found in the text. Names must be literal, in slots and references alike. */
export function templateSlots(name: string, files: ReadonlyMap<string, TemplateFile>): string[] {
  const seen = new Set<string>();
  const slots = new Set<string>();
  const visit = (file: string) => {
    const text = files.get(file)?.text;
    if (text === undefined || seen.has(file)) return;
    seen.add(file);
    for (const [, , slot] of text.matchAll(slotCall)) slots.add(slot as string);
    for (const [, , other] of text.matchAll(reference)) visit(other as string);
  };
  visit(name);
  return [...slots].sort();
}
