/** @type {import('@picturerail/sdk').Migration} */
export default [
  {
    createTable: 'hung',
    definition: {
      columns: {
        image_id: { type: 'bigint', references: 'images' },
        hung_at: { type: 'bigint' },
      },
      primary: ['image_id'],
    },
  },
];
