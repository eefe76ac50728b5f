export type WallClockStyle = 'date' | 'short' | 'full';
/** A wall clock (epoch ms as if UTC) as the language writes it; `full` names day, time and, where known, the offset (minutes east of UTC). */
export declare function formatDate(language: string, takenAt: number, options?: { readonly style?: WallClockStyle; readonly offset?: number | null }): string;
/** A moment (epoch ms), in a time zone (default UTC). */
export declare function formatMoment(language: string, at: number, timeZone?: string): string;
export declare function formatNumber(language: string, value: number, options?: Intl.NumberFormatOptions): string;
/** `12.3 MB` */
export declare function formatBytes(language: string, bytes: number): string;
