import type { Tables } from '@picturerail/sdk';
import { isLinkable, isOuter } from '../addresses.ts';
import { addressInvalid } from '../errors.ts';
import { pageAt, pageById } from '../pages/pages-store.ts';
import type { Target } from './entry.ts';

/**
 * Where an entry is to lead: `home`, `newest`, `page:3`, or an address that was typed or pasted, in which albums, text pages and the gallery's own
 * host are recognised. Errors: `pages.address-invalid`.
 */
export async function readTarget(tables: Tables, { choice, typed, host }: { choice: string; typed: string; host: string | null }): Promise<Target> {
  if (choice === 'home' || choice === 'newest') return { kind: choice };
  const [, page] = /^page:([1-9]\d{0,14})$/.exec(choice) ?? [];
  if (page !== undefined && (await pageById(tables, Number(page)))) return { kind: 'page', id: Number(page) };
  const address = ofThisHost(typed.trim(), host);
  if (!isLinkable(address) || address.length > 2000) throw addressInvalid(typed.trim().slice(0, 200));
  return isOuter(address) ? { kind: 'address', address } : ofPath(tables, address);
}

/** What was copied from the line of the browser leads to the same place wherever the gallery moves. */
function ofThisHost(address: string, host: string | null): string {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return address;
  const url = new URL(address);
  return url.host === host ? url.pathname + url.search + url.hash : address;
}

async function ofPath(tables: Tables, path: string): Promise<Target> {
  if (path === '/') return { kind: 'home' };
  if (path === '/newest') return { kind: 'newest' };
  const [, album] = /^\/albums\/([1-9]\d{0,14})(?:\/[^?#]*)?$/.exec(path) ?? [];
  if (album !== undefined) return { kind: 'album', id: Number(album) };
  const [, slug] = /^\/pages\/([^/?#]+)$/.exec(path) ?? [];
  const page = slug === undefined ? undefined : await pageAt(tables, decoded(slug));
  return page ? { kind: 'page', id: page.id } : { kind: 'address', address: path };
}

function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
