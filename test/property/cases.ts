/** How many random histories, on all databases together: a database across a connection takes five times as long for each. */
const all = Number(process.env.PROPERTY_CASES ?? 200);

export const casesOn = (database: 'SQLite' | 'MariaDB'): number => Math.round(all * { SQLite: 0.9, MariaDB: 0.1 }[database]);
