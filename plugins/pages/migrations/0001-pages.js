/** @type {import('@picturerail/sdk').Migration} */
export default [
  {
    createTable: 'pages',
    definition: {
      columns: {
        id: { type: 'id' },
        slug: { type: 'string', length: 100 },
        position: { type: 'integer' },
        state: { type: 'string', length: 10 },
        audience: { type: 'text' },
        previous: { type: 'text', null: true },
        created_at: { type: 'bigint' },
        changed_at: { type: 'bigint' },
        trashed_at: { type: 'bigint', null: true },
      },
      unique: { slug: ['slug'] },
    },
  },
  {
    createTable: 'texts',
    definition: {
      columns: {
        page_id: { type: 'bigint' },
        language: { type: 'string', length: 35 },
        title: { type: 'string', length: 200 },
        text: { type: 'text' },
      },
      primary: ['page_id', 'language'],
    },
  },
  {
    createTable: 'addresses',
    definition: {
      columns: {
        slug: { type: 'string', length: 100 },
        page_id: { type: 'bigint' },
      },
      primary: ['slug'],
      indexes: { page: ['page_id'] },
    },
  },
];
