/** @type {import('@picturerail/sdk').Migration} */
export default [
  {
    createTable: 'factors',
    definition: {
      columns: {
        user_id: { type: 'bigint', references: 'users' },
        // Sealed with the gallery's key.
        secret: { type: 'string', length: 255 },
        // Of the last code that was taken, so that none is taken twice.
        last_step: { type: 'bigint', default: 0 },
      },
      primary: ['user_id'],
    },
  },
  {
    createTable: 'recovery',
    definition: {
      columns: {
        user_id: { type: 'bigint', references: 'users' },
        hash: { type: 'string', length: 64 },
      },
      primary: ['user_id', 'hash'],
    },
  },
];
