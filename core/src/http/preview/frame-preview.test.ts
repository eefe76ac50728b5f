import { expect, it } from 'vitest';
import { linksWithin } from './frame-preview.ts';

it.each([
  ['<a class="x" href="/albums/3">', '<a class="x" href="/preview/T/albums/3">'],
  ["<a href='/'>", "<a href='/preview/T/'>"],
  ['<form action="/account/sign-out" method="post">', '<form action="/preview/T/account/sign-out" method="post">'],
  [
    '<img src="/media/1/abc/320.jpg" data-large="/media/1/abc/1600.jpg">',
    '<img src="/preview/T/media/1/abc/320.jpg" data-large="/preview/T/media/1/abc/1600.jpg">',
  ],
  [
    '<source srcset="/media/1/a/320.webp 320w, /media/1/a/720.webp 720w">',
    '<source srcset="/preview/T/media/1/a/320.webp 320w, /preview/T/media/1/a/720.webp 720w">',
  ],
  ['<link rel="stylesheet" href="/assets/t/x.css">', '<link rel="stylesheet" href="/assets/t/x.css">'],
  ['<a href="https://example.org/albums/3">', '<a href="https://example.org/albums/3">'],
  ['<a href="//example.org/albums/3">', '<a href="//example.org/albums/3">'],
  ['<a href="?page=2">', '<a href="?page=2">'],
  ['<p>href="/albums/3"</p>', '<p>href="/albums/3"</p>'],
])('%s stays in the preview as %s', (given, becomes) => {
  expect(linksWithin('/preview/T', given)).toBe(becomes);
});
