/**
 * `admin:menu`: the menu of the administration is about to be shown. Entries of all plugins are joined, in the order of
 * plugins; a plugin that fails adds none.
 *
 *     rail.collect('admin:menu', () => [{ label: 'Orders', url: '/p/print-sales/orders' }]);
 */
export type {};
