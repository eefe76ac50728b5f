import { describe, expect, it } from 'vitest';
import { albumAddress, idIn, imageAddress, localPath, pageIn, withQuery } from './addresses.ts';

describe('addresses', () => {
  it('carry id and slug, and the list an image is shown in', () => {
    expect(albumAddress({ id: 3, title: 'Summer & Sea (2024)' })).toBe('/albums/3/summer-sea-2024');
    expect(imageAddress({ id: 4, title: 'Ünïcode' }, 'album-3')).toBe('/images/4/unicode?in=album-3');
  });

  it('have no slug where a title has no letters', () => {
    expect(albumAddress({ id: 3, title: '🎉' })).toBe('/albums/3');
  });

  it('keep letters of other scripts, escaped', () => {
    expect(decodeURIComponent(albumAddress({ id: 3, title: '東京 2020' }))).toBe('/albums/3/東京-2020');
  });

  it.each(['0', '012', '12abc', '1e3', '-1', '1.0', ' 1', '', '99999999999999999', '٣'])('know that "%s" is no id', (text) => {
    expect(idIn(text)).toBeNull();
  });

  it('read ids and page numbers', () => {
    expect([idIn('12'), pageIn(null), pageIn('7'), pageIn('0'), pageIn('x')]).toEqual([12, 1, 7, null, null]);
  });

  it('keep the rest of a query when one part changes', () => {
    expect(withQuery('/a', new URLSearchParams('page=2&albums=3'), { page: null })).toBe('/a?albums=3');
  });

  it.each([
    '//evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '',
    '/./\\evil.example',
    '/.//evil.example',
  ])('never lead to another host: "%s"', (text) => {
    const path = localPath(text);
    expect(new URL(path, 'http://gallery.invalid').origin).toBe('http://gallery.invalid');
    expect(path.startsWith('//')).toBe(false);
  });

  it('lead back to a page with its query', () => {
    expect(localPath('/albums/3/x?page=2')).toBe('/albums/3/x?page=2');
  });
});
