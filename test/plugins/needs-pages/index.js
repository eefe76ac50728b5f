export default { setup: () => {} };
