// A failing call made smaller, step by step, as long as it fails.

const replaceAt = (list, i, item) => list.map((x, k) => (k === i ? item : x))
const dropAt = (list, i) => list.filter((_, k) => k !== i)

/** The elements of an array without one place along an axis. */
function without({ dtype, shape, data, views }, axis) {
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1)
  const n = shape[axis]
  return { dtype, shape: replaceAt(shape, axis, n - 1), data: data.filter((_, i) => Math.floor(i / inner) % n !== n - 1), views }
}

function* smallerArrays(spec) {
  if (spec.views.length > 0) for (let i = 0; i < spec.views.length; i++) yield { ...spec, views: dropAt(spec.views, i) }
  for (let axis = 0; axis < spec.shape.length; axis++) if (spec.shape[axis] > 1) yield without(spec, axis)
  for (let axis = 0; axis < spec.shape.length; axis++)
    if (spec.shape[axis] === 1 && spec.views.length === 0) yield { ...spec, shape: dropAt(spec.shape, axis) }
  for (let i = 0; i < spec.data.length; i++) {
    if (spec.data[i] !== 0 && spec.data[i] !== 1 && typeof spec.data[i] === "number") yield { ...spec, data: replaceAt(spec.data, i, 1) }
    if (typeof spec.data[i] === "string") yield { ...spec, data: replaceAt(spec.data, i, 1) }
  }
}

function* smaller(call) {
  for (const name of Object.keys(call.options)) {
    const { [name]: _, ...options } = call.options
    yield { ...call, options }
  }
  for (let i = 0; i < call.args.length; i++) {
    const arg = call.args[i]
    if (arg.array) for (const array of smallerArrays(arg.array)) yield { ...call, args: replaceAt(call.args, i, { array }) }
    if (arg.list && arg.list.length > 1)
      for (let k = 0; k < arg.list.length; k++) yield { ...call, args: replaceAt(call.args, i, { list: dropAt(arg.list, k) }) }
  }
  // operands that must shrink together
  const arrays = call.args.filter((a) => a.array)
  if (arrays.length > 1) {
    const least = Math.min(...arrays.map((a) => a.array.shape.length))
    for (let back = 1; back <= least; back++) {
      const cut = ({ array }) => array.views.length === 0 && array.shape.at(-back) > 1
      if (arrays.every(cut))
        yield { ...call, args: call.args.map((a) => (a.array ? { array: without(a.array, a.array.shape.length - back) } : a)) }
    }
  }
}

/** The smallest failing call found within some hundred tries; `fails` answers with a sentence or null. */
export async function shrink(call, fails, tries = 300) {
  let best = call
  for (let again = true; again && tries > 0; ) {
    again = false
    for (const candidate of smaller(best)) {
      if (tries-- <= 0) break
      if ((await fails(candidate)) === null) continue
      best = candidate
      again = true
      break
    }
  }
  return best
}
