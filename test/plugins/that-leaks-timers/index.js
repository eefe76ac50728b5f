export default {
  setup() {
    setInterval(() => {}, 60_000).unref();
  },
};
