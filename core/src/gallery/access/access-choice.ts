import type { Right } from '@picturerail/sdk';

/** Whom an entry of an access list is for. */
export type PrincipalName = 'everyone' | 'signed-in' | { readonly user: number } | { readonly group: number };

export interface AccessEntry {
  readonly principal: PrincipalName;
  /** Any right implies `view`, `manage` implies all: lists are closed when they are stored. */
  readonly rights: readonly Right[];
}

/** An album has its parent's list or its own; there is no third case. */
export type AccessChoice = 'inherit' | { readonly entries: readonly AccessEntry[] };

/** The three lists people ask for by a word; originals stay with those who were granted `download`. */
export type AccessPreset = 'public' | 'signed-in' | 'private';
