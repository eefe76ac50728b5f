import type { Sniffed } from './sniffed.ts';
import { types } from './types.ts';

/** Files of characters: refused all of them, but in words that fit. */
export function sniffText(bytes: Buffer): Sniffed | null {
  const text = decoded(bytes);
  if (text === null) return null;
  const start = text.replace(/^\ufeff/, '').trimStart();
  const lower = start.toLowerCase();
  if (lower.startsWith('<?php')) return types.php;
  if (/<svg[\s>]/.test(lower)) return types.svg;
  if (/^(<!--.*?-->\s*)*<(!doctype html|html|head|body|script|iframe|title|meta|div|p|h1|table|a|b|br|font|style)[\s>/]/s.test(lower)) return types.html;
  if (lower.startsWith('<?xml')) return types.xml;
  if (start.startsWith('#!')) return types.script;
  return types.text;
}

/** UTF-8 without control characters that no text has; null for anything else. The last character may be cut off. */
function decoded(bytes: Buffer): string | null {
  if (bytes.length === 0) return null;
  const utf16 = bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
  if (utf16) return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells text from other bytes
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
