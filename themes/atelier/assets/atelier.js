import { thumbHashToPixels } from './thumbhash.js';

/** Blurred shapes behind pictures that are still on their way. */
function paint(place) {
  const picture = place.querySelector('img');
  if (!picture || (picture.complete && picture.naturalWidth > 0)) return;
  const hash = Uint8Array.from(atob(place.dataset.thumb), (character) => character.charCodeAt(0));
  const canvas = document.createElement('canvas');
  const ratio = Number(picture.getAttribute('width')) / Number(picture.getAttribute('height')) || 1;
  canvas.width = ratio > 1 ? 32 : Math.max(1, Math.round(32 * ratio));
  canvas.height = ratio > 1 ? Math.max(1, Math.round(32 / ratio)) : 32;
  canvas.setAttribute('aria-hidden', 'true');
  const pixels = thumbHashToPixels(hash, canvas.width, canvas.height);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, canvas.width, canvas.height), 0, 0);
  picture.before(canvas);
  picture.addEventListener('load', () => canvas.remove(), { once: true });
}

/** Only what comes near the screen is painted. */
function watchPlaceholders() {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        try {
          paint(target);
        } catch {
          // A hash that cannot be read leaves the plain colour.
        }
      }
    },
    { rootMargin: '400px' },
  );
  for (const place of document.querySelectorAll('[data-thumb]')) near.observe(place);
}

/** A picture that cannot be had says so quietly. */
function noteFailures() {
  const fail = (picture) => {
    const place = picture.closest('.rows li, .cover, .picture');
    if (!place) return;
    place.dataset.failed = picture.closest('[data-failed]')?.dataset.failed ?? '';
    place.classList.add('failed');
    place.querySelector('canvas')?.remove();
  };
  addEventListener('error', ({ target }) => target instanceof HTMLImageElement && fail(target), true);
  for (const picture of document.images) {
    if (picture.complete && picture.naturalWidth === 0 && picture.currentSrc) fail(picture);
  }
}

/** Arrows walk through the list, Escape goes back to it. */
function walkByKeys() {
  const stage = document.querySelector('.stage');
  if (!stage) return;
  const follow = (selector) => stage.querySelector(selector)?.click();
  const back = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  const on = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  addEventListener('keydown', (event) => {
    const busy = event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (busy || event.target.closest('input, textarea, select, [contenteditable], dialog, video, audio')) return;
    if (event.key === back) follow('[rel=prev]');
    else if (event.key === on) follow('[rel=next]');
    else if (event.key === 'Escape') follow('.crumbs li:last-child a');
  });
}

watchPlaceholders();
noteFailures();
walkByKeys();
