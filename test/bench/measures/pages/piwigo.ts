/**
 * Piwigo's album page of 60 as a visitor, a tenth of the albums private, 8 connections: Piwigo 17.0.0beta1, PHP 8.2 with opcache, nginx and
 * MariaDB 10.11, measured on a machine of this size with other work beside it. Not like for like: it wrote its history, we have no menu of albums.
 */
export const piwigo: readonly { readonly images: number; readonly perSecond: number; readonly p99: number }[] = [
  { images: 1_000, perSecond: 187, p99: 91 },
  { images: 10_000, perSecond: 52, p99: 291 },
  { images: 100_000, perSecond: 4.8, p99: 3100 },
];
