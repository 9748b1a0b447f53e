/** The version of this package; values of two versions do not mix, see `bind`. */
export const VERSION = "0.0.0"
