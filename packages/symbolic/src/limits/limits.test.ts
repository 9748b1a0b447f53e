import { describe, expect, it } from "vitest"
import { valueOf } from "../integral/verify.ts"
import { parse } from "../parse.ts"
import { text } from "../print/text.ts"
import { stepsLatex, stepsMarkdown, stepsText } from "../steps.ts"
import { limit } from "./index.ts"

/** f, where x tends to, the limit. */
const found: readonly (readonly [string, string, string])[] = [
  ["sin(x)/x", "0", "1"],
  ["(1-cos(x))/x^2", "0", "0.5"],
  ["(1-cos(x))/x", "0", "0"],
  ["tan(x)/x", "0", "1"],
  ["sin(3*x)/x", "0", "3"],
  ["sin(3*x)/sin(5*x)", "0", "0.6"],
  ["(x^2-1)/(x-1)", "1", "2"],
  ["(x^2-4)/(x-2)", "2", "4"],
  ["(x^3-8)/(x-2)", "2", "12"],
  ["(x^2+x-6)/(x^2-4)", "2", "1.25"],
  ["(sqrt(x+1)-1)/x", "0", "0.5"],
  ["(sqrt(x+4)-2)/x", "0", "0.25"],
  ["(sqrt(x)-2)/(x-4)", "4", "0.25"],
  ["(sqrt(x^2+9)-3)/x^2", "0", "1/6"],
  ["(exp(x)-1)/x", "0", "1"],
  ["(exp(2*x)-1)/sin(x)", "0", "2"],
  ["(2^x-1)/x", "0", "log(2)"],
  ["(3^x-2^x)/x", "0", "log(1.5)"],
  ["log(1+x)/x", "0", "1"],
  ["log(x)/(x-1)", "1", "1"],
  ["(x-sin(x))/x^3", "0", "1/6"],
  ["(tan(x)-sin(x))/x^3", "0", "0.5"],
  ["(tan(x)-x)/x^3", "0", "1/3"],
  ["(exp(x)-1-x)/x^2", "0", "0.5"],
  ["(exp(x)-exp(-x)-2*x)/(x-sin(x))", "0", "2"],
  ["(cos(x)-1+x^2/2)/x^4", "0", "1/24"],
  ["asin(x)/x", "0", "1"],
  ["atan(x)/x", "0", "1"],
  ["x*log(x)", "0", "0"],
  ["x^2*log(x)", "0", "0"],
  ["sqrt(x)*log(x)", "0", "0"],
  ["x^x", "0", "1"],
  ["x^(1/x)", "inf", "1"],
  ["x^sin(x)", "0", "1"],
  ["(1+x)^(1/x)", "0", "e"],
  ["(1+1/x)^x", "inf", "e"],
  ["(1+2/x)^x", "inf", "exp(2)"],
  ["(1+1/x)^(3*x)", "inf", "exp(3)"],
  ["(1-1/x)^x", "inf", "exp(-1)"],
  ["(1+x/3)^(1/x)", "0", "exp(1/3)"],
  ["cos(x)^(1/x^2)", "0", "exp(-0.5)"],
  ["(x/(x+1))^x", "inf", "exp(-1)"],
  ["((x+1)/(x-1))^x", "inf", "exp(2)"],
  ["x*sin(1/x)", "inf", "1"],
  ["x*sin(1/x)", "0", "0"],
  ["x^2*sin(1/x)", "0", "0"],
  ["sin(x)/x", "inf", "0"],
  ["cos(x)/x^2", "inf", "0"],
  ["exp(-x)*sin(x)", "inf", "0"],
  ["(3*x^2+2*x)/(5*x^2-1)", "inf", "0.6"],
  ["(x+1)/(x^2+1)", "inf", "0"],
  ["(x^3+1)/(x^2+1)", "inf", "inf"],
  ["(x^3+1)/(x^2+1)", "-inf", "-inf"],
  ["(2*x^3-x)/(x^3+7)", "-inf", "2"],
  ["x/sqrt(x^2+1)", "inf", "1"],
  ["x/sqrt(x^2+1)", "-inf", "-1"],
  ["sqrt(x^2+1)/x", "-inf", "-1"],
  ["sqrt(4*x^2+x)/(3*x+1)", "inf", "2/3"],
  ["sqrt(x^2+x)-x", "inf", "0.5"],
  ["sqrt(x^2+3*x)-sqrt(x^2+x)", "inf", "1"],
  ["sqrt(x+1)-sqrt(x)", "inf", "0"],
  ["x*(sqrt(x^2+1)-x)", "inf", "0.5"],
  ["log(x)/x", "inf", "0"],
  ["log(x)/sqrt(x)", "inf", "0"],
  ["log(x)^2/x", "inf", "0"],
  ["x/log(x)", "inf", "inf"],
  ["x^3*exp(-x)", "inf", "0"],
  ["x^10/exp(x)", "inf", "0"],
  ["exp(x)/x^3", "inf", "inf"],
  ["x*exp(-x^2)", "inf", "0"],
  ["x*exp(x)", "-inf", "0"],
  ["exp(-1/x^2)", "0", "0"],
  ["exp(1/x)", "-inf", "1"],
  ["atan(x)", "inf", "pi/2"],
  ["atan(x)", "-inf", "-pi/2"],
  ["tanh(x)", "inf", "1"],
  ["exp(x)/(1+exp(x))", "inf", "1"],
  ["exp(x)/(1+exp(x))", "-inf", "0"],
  ["(exp(x)-exp(-x))/(exp(x)+exp(-x))", "inf", "1"],
  ["(2^x+3^x)^(1/x)", "inf", "3"],
  ["(2^x+3^x)/(3^x-2^x)", "inf", "1"],
  ["1/x-1/sin(x)", "0", "0"],
  ["1/x-1/(exp(x)-1)", "0", "0.5"],
  ["1/log(x)-1/(x-1)", "1", "0.5"],
  ["1/x^2-1/sin(x)^2", "0", "-1/3"],
  ["1/sin(x)^2-1/tan(x)^2", "0", "1"],
  ["log(x+1)-log(x)", "inf", "0"],
  ["log(2*x+1)-log(x+3)", "inf", "log(2)"],
  ["x*(log(x+1)-log(x))", "inf", "1"],
  ["x*log(1+1/x)", "inf", "1"],
  ["1/x^2", "0", "inf"],
  ["-1/(x-1)^2", "1", "-inf"],
  ["x^2-3*x+1", "2", "-1"],
  ["cos(x)", "pi", "-1"],
  ["sin(x)/(x-pi)", "pi", "-1"],
  ["(1+cos(x))/(x-pi)^2", "pi", "0.5"],
  ["tan(2*x)/(x-pi)", "pi", "2"],
  ["x^2*exp(x)", "1", "e"],
  ["abs(x)", "0", "0"],
  ["abs(x)*sin(x)/x", "0", "0"],
  ["sqrt(x)", "0", "0"],
  ["log(x)", "0", "-inf"],
  ["x-log(x)", "inf", "inf"],
  ["x-x^2", "inf", "-inf"],
  ["exp(x)-x^2", "inf", "inf"],
  ["exp(-x)+1/x", "inf", "0"],
  ["(x+sin(x))/x", "inf", "1"],
  ["(x+sin(x))/(x-cos(x))", "inf", "1"],
  ["sin(x^2)/x", "0", "0"],
  ["sin(sin(x))/x", "0", "1"],
  ["(cos(x)-cos(3*x))/x^2", "0", "4"],
  ["(x*cos(x)-sin(x))/x^3", "0", "-1/3"],
  ["(log(1+x)-x)/x^2", "0", "-0.5"],
  ["(sqrt(1+x)-sqrt(1-x))/x", "0", "1"],
  ["(cbrt(1+x)-1)/x", "0", "1/3"],
  ["((1+x)^5-1)/x", "0", "5"],
  ["(x^(1/3)-2)/(x-8)", "8", "1/12"],
  ["tan(x)-1/cos(x)", "pi/2", "0"],
  ["(pi/2-x)*tan(x)", "pi/2", "1"],
  ["x*(pi/2-atan(x))", "inf", "1"],
  ["floor(x)", "1.5", "1"],
  ["erf(x)/x", "0", "2/sqrt(pi)"],
  ["sigmoid(x)", "inf", "1"],
  ["softplus(x)-x", "inf", "0"],
  ["softplus(x)/x", "inf", "1"],
  ["relu(x)/x", "inf", "1"],
  ["sinh(x)/x", "0", "1"],
  ["x/(exp(x)-1)", "0", "1"],
  ["log(cos(x))/x^2", "0", "-0.5"],
  ["asinh(x)-log(x)", "inf", "log(2)"],
  ["log(log(x))", "inf", "inf"],
  ["log(x)/log(x+1)", "inf", "1"],
  ["log(x^2+1)/log(x)", "inf", "2"],
  ["x^100*2^(-x)", "inf", "0"],
]

describe("limits", () => {
  it.each(found)("of %s for x → %s is %s", (f, at, expected) => {
    const { expr } = limit(f, "x", at)
    const [value, wanted] = [valueOf(expr, {}), valueOf(parse(expected), {})]
    if (Number.isFinite(wanted)) expect(value).toBeCloseTo(wanted, 10)
    else expect(value).toBe(wanted)
  })

  it.each([
    ["1/x", "0"],
    ["abs(x)/x", "0"],
    ["sin(1/x)", "0"],
    ["cos(x)", "inf"],
    ["x*sin(x)", "inf"],
    ["exp(1/x)", "0"],
    ["atan(1/x)", "0"],
    ["floor(x)", "1"],
    ["1/(x-2)^3", "2"],
    ["abs(x-1)/(x^2-1)", "1"],
    ["tan(x)", "pi/2"],
    ["(-1)^x", "inf"],
    ["log(-x^2)", "1"],
    ["sin(x)^2", "inf"],
  ])("of %s for x → %s are refused", (f, at) => {
    expect(() => limit(f, "x", at)).toThrow(/^limit: /)
  })

  it("keep parameters", () => {
    expect(text(limit("(x^n - 1) / (x - 1)", "x", 1).expr)).toBe("n")
    expect(text(limit("sin(a * x) / x", "x", 0).expr)).toBe("a")
    expect(text(limit("(1 + a / x)^x", "x", Number.POSITIVE_INFINITY).expr)).toBe("exp(a)")
    expect(text(limit("((x + h)^2 - x^2) / h", "h", 0).expr)).toBe("2 * x")
  })

  it("have two sides, which may differ", () => {
    expect(text(limit("abs(x) / x", "x", 0, { side: "right" }).expr)).toBe("1")
    expect(text(limit("abs(x) / x", "x", 0, { side: "left" }).expr)).toBe("-1")
    expect(text(limit("1 / x", "x", 0, { side: "left" }).expr)).toBe("-inf")
    expect(() => limit("abs(x) / x", "x", 0)).toThrow("from the left it tends to -1, from the right to 1")
    expect(limit("sqrt(x)", "x", 0).notes).toEqual(["sqrt(x) is defined on the right of the point alone"])
  })

  it("say why there is none", () => {
    expect(() => limit("sin(1 / x)", "x", 0)).toThrow("its values keep oscillating")
    expect(() => limit("log(-x^2)", "x", 1)).toThrow("has no real values")
    expect(() => limit("x", "x", Number.NaN)).toThrow("NaN is no place on the axis")
    expect(() => limit("x' * x", "x", 0, { variables: { x: ["n"] } })).toThrow("needs a scalar function of a scalar variable")
    expect(() => limit("x", "x", 0, { side: "above" as never })).toThrow('the side is "both", "left" or "right"')
  })

  it("tell their steps", () => {
    const told = limit("(1 - cos(x)) / x^2", "x", 0)
    expect(told.steps.map((step) => step.rule)).toContain("lhopital")
    expect(stepsText(told)).toContain("L'Hôpital's rule for 0/0")
    expect(stepsText(told)).toContain("lim[x → 0] f = 1 / 2")
    expect(stepsLatex(told)).toContain("\\lim_{x \\to 0}")
    expect(stepsMarkdown(told)).toContain("**L'Hôpital's rule")
  })
})
