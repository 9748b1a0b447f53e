// vite's module runner makes one function out of a string when it is constructed, to count lines, even where Node imports the files itself.
// It is given this one instead, so that the tests run with code generation from strings switched off in V8.
const prototype = Object.getPrototypeOf(async () => {})
Object.defineProperty(prototype, "constructor", {
  configurable: true,
  value: function AsyncFunction() {
    return async function anonymous(a, b) {
      return 1
    }
  },
})
