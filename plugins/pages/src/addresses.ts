/** Of this gallery: a path, but none that browsers read as another host. */
export const isPath = (address: string): boolean => /^\/(?![/\\])/.test(address);

export const isOuter = (address: string): boolean => /^(?:https?:\/\/|mailto:)/i.test(address) && URL.canParse(address);

/** Where links may lead: into this gallery, or out of it by the web and by mail. */
export const isLinkable = (address: string): boolean => !/[\p{Cc}\\]/u.test(address) && (isPath(address) || isOuter(address));
