// A browser that refuses to store anything.

/**
 * Lets a test make the browser's storage throw the error that `window.refuses` names, while that is set: in a page, and in each tab
 * that is opened later.
 */
export const canRefuse = (page) =>
  page.context().addInitScript(() => {
    const fails = (object, name) => {
      const real = object[name];
      object[name] = function (...args) {
        if (window.refuses) throw new DOMException("refused", window.refuses);
        return real.apply(this, args);
      };
    };
    fails(Storage.prototype, "setItem");
    fails(IDBFactory.prototype, "open");
  });
