import type { Viewer } from '@picturerail/sdk';

/** Who asks for a change: a viewer, or the house itself (the command line, jobs), which may do all. */
export type Actor = Viewer | System;
export interface System {
  readonly status: 'system';
  readonly userId: null;
}
export const system: System = { status: 'system', userId: null };

export const isSystem = (actor: Actor): actor is System => actor.status === 'system';
/** Webmasters, administrators and the house itself: they may do everything in the gallery's domain. */
export const administers = (actor: Actor): boolean => actor.status === 'system' || actor.status === 'webmaster' || actor.status === 'administrator';
