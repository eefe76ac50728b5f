import type { Arrival, NotTaken, SourceFile } from './arrival.ts';
import type { PictureFacts } from './picture-facts.ts';

/** New bytes, copied and looked at, waiting in a temporary file for their row. */
export interface Fresh<A extends SourceFile = Arrival> {
  readonly kind: 'fresh';
  readonly arrival: A;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly facts: PictureFacts;
}

/** Bytes the gallery holds already. */
export interface Known<A extends SourceFile = Arrival> {
  readonly kind: 'known';
  readonly arrival: A;
  readonly sha256: string;
  readonly bytes: number;
  readonly imageId: number;
}

export interface Rejected<A extends SourceFile = Arrival> {
  readonly kind: 'rejected';
  readonly arrival: A;
  readonly taken: NotTaken;
}

export type Prepared<A extends SourceFile = Arrival> = Fresh<A> | Known<A> | Rejected<A>;

/** Decides where a prepared file hangs. */
export const inAlbum = (prepared: Prepared<SourceFile>, albumId: number): Prepared => ({ ...prepared, arrival: { ...prepared.arrival, albumId } });
