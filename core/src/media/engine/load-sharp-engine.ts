import type { Engine } from './engine.ts';

/** Loads the native library only where it is wanted: in decode processes. */
export async function loadSharpEngine(): Promise<Engine> {
  return (await import('./sharp-engine.ts')).sharpEngine();
}
