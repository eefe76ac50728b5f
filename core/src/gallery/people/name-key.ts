/** What makes two names the same: letter case, width and composition of characters aside. */
export const nameKey = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC').trim();
