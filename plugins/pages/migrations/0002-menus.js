/** @type {import('@picturerail/sdk').Migration} */
export default [
  {
    createTable: 'entries',
    definition: {
      columns: {
        id: { type: 'id' },
        menu: { type: 'string', length: 10 },
        parent_id: { type: 'bigint', default: 0 },
        position: { type: 'integer' },
        target: { type: 'string', length: 10 },
        target_id: { type: 'bigint', null: true },
        address: { type: 'text', null: true },
        audience: { type: 'text', null: true },
        names: { type: 'text' },
        removed_at: { type: 'bigint', null: true },
      },
    },
  },
  {
    // What every gallery shows.
    fill: (db) =>
      db.table('entries').insert([
        { menu: 'main', parent_id: 0, position: 0, target: 'home', names: '{}' },
        { menu: 'main', parent_id: 0, position: 1, target: 'newest', names: '{}' },
      ]),
  },
];
