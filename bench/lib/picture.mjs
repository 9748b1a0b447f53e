// Where the data lie in a picture, as shares of its plot area: what three libraries that choose their own margins and
// their own way to write a path must still agree on.

/** Calls `visit(x, y)` for each corner of a path, of straight commands. */
function corners(d, visit) {
  let [x, y] = [0, 0]
  for (const [, command, rest] of d.matchAll(/([MLHVmlhv])([^A-Za-z]*)/g)) {
    const numbers = rest.match(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g) ?? []
    const [base, step] = [command === command.toLowerCase() ? 1 : 0, /[hv]/i.test(command) ? 1 : 2]
    for (let i = 0; i + step <= numbers.length; i += step) {
      const [a, b] = [Number(numbers[i]), Number(numbers[i + 1])]
      if (/h/i.test(command)) x = base * x + a
      else if (/v/i.test(command)) y = base * y + a
      else [x, y] = [base * x + a, base * y + b]
      visit(x, y)
    }
  }
}

function bounds() {
  const box = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const visit = (x, y) => {
    box[0] = Math.min(box[0], x)
    box[1] = Math.max(box[1], x)
    box[2] = Math.min(box[2], y)
    box[3] = Math.max(box[3], y)
  }
  return { box, visit }
}

const shares = ([x0, x1, y0, y1], [left, top, width, height]) => [
  (x0 - left) / width,
  (x1 - left) / width,
  (y0 - top) / height,
  (y1 - top) / height,
]

const part = (svg, start, end) => {
  const from = svg.indexOf(start)
  if (from < 0) throw new Error(`the picture holds no ${start}`)
  return svg.slice(from, svg.indexOf(end, from))
}

/** Of Nabla's picture: the frame is the clip's rectangle; dense points are drawn in half pixels. */
export function readNabla(svg, kind) {
  const frame = svg
    .match(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/)
    .slice(1)
    .map(Number)
  const marks = part(svg, `data-mark="${kind}"`, "</g>")
  const unit = marks.includes("scale(.5)") ? 0.5 : 1
  const { box, visit } = bounds()
  for (const [, d] of marks.matchAll(/ d="([^"]*)"/g)) corners(d, (x, y) => visit(unit * x, unit * y))
  return shares(box, frame)
}

/** Of Observable Plot's picture, drawn with the given frame. */
export function readPlot(svg, kind, frame) {
  const marks = part(svg, `aria-label="${kind}"`, "</g>")
  const { box, visit } = bounds()
  for (const [, d] of marks.matchAll(/ d="([^"]*)"/g)) corners(d, visit)
  for (const [circle] of marks.matchAll(/<circle [^>]*>/g))
    visit(Number(circle.match(/cx="([^"]*)"/)[1]), Number(circle.match(/cy="([^"]*)"/)[1]))
  return shares(box, frame)
}

/** Of Vega's picture, whose coordinates begin at its frame. */
export function readVega(svg, kind, [, , width, height]) {
  const marks = part(svg, `class="mark-${kind} `, "</g>")
  const { box, visit } = bounds()
  if (kind === "symbol") for (const [, x, y] of marks.matchAll(/translate\(([^,]*),([^)]*)\)/g)) visit(Number(x), Number(y))
  else for (const [, d] of marks.matchAll(/ d="([^"]*)"/g)) corners(d, visit)
  return shares(box, [0, 0, width, height])
}
