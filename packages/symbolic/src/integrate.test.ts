import { describe, expect, it } from "vitest"
import { integrate } from "./integrate.ts"
import { text } from "./print/text.ts"
import { quadrature } from "./quadrature.ts"
import { stepsLatex, stepsMarkdown, stepsText } from "./steps.ts"
import { checkSteps } from "./check.ts"
import { everyStep } from "./steps/step.ts"

const definite: readonly (readonly [string, string, string, number])[] = [
  ["x^2", "0", "3", 9.0],
  ["3*x^2-4*x", "0", "2", 0],
  ["sqrt(x)", "1", "4", 4.666666666666667],
  ["1/x", "1", "e", 1.0],
  ["1/x^2", "1", "3", 0.6666666666666666],
  ["sin(x)", "0", "pi", 2.0],
  ["cos(x)^2", "0", "pi", 1.5707963267948966],
  ["sin(x)^3", "0", "pi/2", 0.6666666666666666],
  ["sin(x)^4", "0", "2*pi", 2.356194490192345],
  ["x*sin(x)", "0", "pi", 3.141592653589793],
  ["exp(-x)", "0", "1", 0.6321205588285577],
  ["x*exp(-x)", "0", "1", 0.26424111765711533],
  ["log(x)", "1", "e", 1.0],
  ["x*log(x)", "1", "2", 0.6362943611198906],
  ["1/(1+x^2)", "0", "1", 0.7853981633974483],
  ["1/(1+x^2)", "-1", "sqrt(3)", 1.8325957145940461],
  ["1/sqrt(1-x^2)", "0", "1/2", 0.5235987755982989],
  ["1/sqrt(1-x^2)", "-1", "1", 3.141592653589793],
  ["1/sqrt(x)", "0", "1", 2],
  ["log(x)", "0", "1", -1.0],
  ["x*log(x)", "0", "1", -0.25],
  ["1/cbrt(x)", "-1", "8", 4.5],
  ["1/(2+cos(x))", "0", "2*pi", 3.6275987284684357],
  ["1/(2+cos(x))", "0", "pi", 1.8137993642342178],
  ["1/(5+4*cos(x))", "0", "2*pi", 2.0943951023931957],
  ["1/(2+sin(x))", "0", "2*pi", 3.6275987284684357],
  ["1/(1+sin(x)^2)", "0", "pi", 2.221441469079183],
  ["1/(1+cos(x)^2)", "0", "2*pi", 4.442882938158366],
  ["1/(4*cos(x)^2+sin(x)^2)", "0", "pi", 1.5707963267948966],
  ["1/(1+x^2)", "0", "inf", 1.5707963267948966],
  ["1/(1+x^2)", "-inf", "inf", 3.141592653589793],
  ["exp(-x)", "0", "inf", 1.0],
  ["x*exp(-x)", "0", "inf", 1.0],
  ["x^3*exp(-x)", "0", "inf", 6.0],
  ["exp(-x^2)", "-inf", "inf", 1.772453850905516],
  ["exp(-x^2)", "0", "inf", 0.886226925452758],
  ["x*exp(-x^2)", "0", "inf", 0.5],
  ["x^2*exp(-x^2)", "-inf", "inf", 0.886226925452758],
  ["exp(-x^2/2)/sqrt(2*pi)", "-inf", "inf", 1.0],
  ["exp(-x^2/2)/sqrt(2*pi)", "-1", "1", 0.6826894921370859],
  ["1/x^2", "1", "inf", 1.0],
  ["1/x^3", "2", "inf", 0.125],
  ["1/(x^2+4)", "-inf", "inf", 1.5707963267948966],
  ["1/(x^2+2*x+5)", "-inf", "inf", 1.5707963267948966],
  ["1/(1+x^2)^2", "-inf", "inf", 1.5707963267948966],
  ["1/(x^4+1)", "0", "inf", 1.1107207345395915],
  ["1/(x^4+1)", "-inf", "inf", 2.221441469079183],
  ["x/(x^4+1)", "0", "inf", 0.7853981633974483],
  ["1/(x*(x+1))", "1", "inf", 0.6931471805599453],
  ["1/(x^3+1)", "0", "inf", 1.2091995761561452],
  ["1/(x^3+1)", "0", "1", 0.8356488482647211],
  ["exp(-x)*sin(x)", "0", "inf", 0.5],
  ["exp(-2*x)*cos(3*x)", "0", "inf", 0.15384615384615385],
  ["1/(x*log(x)^2)", "2", "5", 0.8213601063293516],
  ["log(x)/x^2", "1", "inf", 1.0],
  ["1/(exp(x)+exp(-x))", "-inf", "inf", 1.5707963267948966],
  ["exp(-abs(x))", "-inf", "inf", 2.0],
  ["abs(x)", "-1", "2", 2.5],
  ["abs(x-1)", "0", "3", 2.5],
  ["abs(sin(x))", "0", "2*pi", 4.0],
  ["abs(x^2-1)", "-2", "2", 4.0],
  ["x*abs(x)", "-1", "2", 2.3333333333333335],
  ["sign(x)", "-1", "3", 2.0],
  ["max(x,0)", "-1", "2", 2.0],
  ["relu(x-0.5)", "0", "2", 1.125],
  ["sqrt(1-x^2)", "-1", "1", 1.5707963267948966],
  ["sqrt(4-x^2)", "0", "2", 3.141592653589793],
  ["x*sqrt(1-x^2)", "0", "1", 0.3333333333333333],
  ["x^2*sqrt(1-x^2)", "0", "1", 0.19634954084936207],
  ["sqrt(x^2+1)", "0", "1", 1.147793574696319],
  ["x/sqrt(x+1)", "0", "3", 2.6666666666666665],
  ["x*sqrt(x+1)", "0", "3", 7.733333333333333],
  ["sqrt(x)/(1+x)", "0", "1", 0.4292036732051034],
  ["1/(1+sqrt(x))", "0", "4", 1.8027754226637807],
  ["tan(x)", "0", "pi/4", 0.34657359027997264],
  ["tan(x)^2", "0", "pi/4", 0.2146018366025517],
  ["1/cos(x)", "0", "pi/3", 1.3169578969248168],
  ["1/cos(x)^2", "0", "pi/4", 1.0],
  ["1/(1+sin(x))", "0", "pi", 2.0],
  ["1/(1+cos(x))", "0", "pi/2", 1.0],
  ["sin(2*x)*cos(3*x)", "0", "pi", -0.8],
  ["sin(x)*sin(3*x)", "0", "pi", 0],
  ["x*atan(x)", "0", "1", 0.28539816339744833],
  ["atan(x)", "0", "1", 0.43882457311747564],
  ["asin(x)", "0", "1", 0.5707963267948967],
  ["x*asin(x)", "0", "1", 0.39269908169872414],
  ["exp(x)*sin(x)", "0", "pi", 12.070346316389635],
  ["exp(sqrt(x))", "0", "1", 2.0],
  ["sin(sqrt(x))", "0", "pi^2", 6.283185307179586],
  ["log(1+x^2)", "0", "1", 0.26394350735484196],
  ["log(x)^2", "1", "e", 0.7182818284590452],
  ["1/(x^2-4)", "3", "5", 0.19053501301172418],
  ["(x+1)/(x^2+5*x+6)", "0", "1", 0.16989903679539747],
  ["x^3/(x^2+1)", "0", "2", 1.1952810437829497],
  ["1/(1+exp(x))", "0", "1", 0.3798854930417225],
  ["2^x", "0", "3", 10.098865286222743],
  ["cosh(x)", "-1", "1", 2.3504023872876028],
  ["x^2", "3", "0", -9.0],
  ["sqrt(tan(x))", "0", "pi/4", 0.4874954943993611],
  ["x/(exp(x)-1)", "0.1", "1", 0.679976859111776],
  ["sin(x)/x", "0.1", "1", 0.846138609258906],
  ["sin(x)/x", "0", "1", 0.946083070367183],
  ["exp(x^2)", "0", "1", 1.4626517459071815],
  ["sqrt(1+x^4)", "0", "1", 1.0894294132248223],
  ["sin(x^2)", "0", "1", 0.3102683017233811],
  ["x^x", "0", "1", 0.7834305107121344],
  ["exp(-x)/sqrt(x)", "0", "inf", 1.7724538509055159],
  ["x/(exp(x)-1)", "0", "inf", 1.6449340668482264],
  ["log(x)/(1+x^2)", "0", "inf", 0],
  ["log(sin(x))", "0", "pi/2", -1.088793045151801],
  ["cos(sin(x))", "0", "pi", 2.403939430634413],
  ["floor(x)", "0", "3", 3.0],
  ["erf(x)", "0", "1", 0.4860649581122559],
  ["gelu(x)", "-1", "1", 0.24197072451914334],
  ["sigmoid(x)", "-1", "2", 1.8136663235247497],
  ["1/(x^2+x+1)", "0", "1", 0.6045997880780726],
  ["x^5", "-1", "1", 0],
  ["(x-1)*(x-2)", "0", "3", 1.5],
  ["1/sqrt(x*(1-x))", "0", "1", 3.141592653589793],
  ["1/(sqrt(x)*(1+x))", "0", "inf", 3.141592653589793],
  ["1/(x*sqrt(x^2-1))", "1", "2", 1.0471975511965976],
  ["1/sqrt(2*x-x^2)", "0", "2", 3.141592653589793],
  ["where(x > 1, x^2, x)", "0", "2", 2.8333333333333335],
]

const infinite: readonly (readonly [string, string, string])[] = [
  ["1/x", "-1", "1"],
  ["1/x^2", "-1", "1"],
  ["1/(x-1)^2", "0", "2"],
  ["tan(x)", "0", "pi"],
  ["1/x", "1", "inf"],
  ["1/x", "0", "1"],
  ["1/sqrt(x)", "1", "inf"],
  ["sin(x)", "0", "inf"],
  ["1/(x^2-1)", "0", "2"],
  ["1/(x^2-1)", "-2", "2"],
  ["exp(x)", "0", "inf"],
  ["x", "-inf", "inf"],
  ["1/cos(x)^2", "0", "pi"],
  ["1/(1+sin(x))", "0", "2*pi"],
  ["log(x)", "-1", "1"],
  ["sqrt(x)", "-1", "1"],
  ["1/(x*log(x))", "2", "inf"],
  ["1/log(x)", "0.5", "2"],
]

describe("integrate", () => {
  it("integrates constants", () => {
    expect(text(integrate("5", "t").expr)).toBe("5 * t")
  })

  it("tells its steps", () => {
    const told = stepsText(integrate("2*x*cos(x^2)", "x"))
    expect(told).toContain("∫ f dx for f = 2 * x * cos(x^2)")
    expect(told).toContain("substitution: ∫ h(g(x)) g′(x) dx = ∫ h(u) du")
    expect(told.split("\n").at(-1)).toBe("∫ f dx = sin(x^2)")
    expect(stepsLatex(integrate("x*exp(x)", "x"))).toContain("\\int x e^{x} \\, dx")
    expect(stepsMarkdown(integrate("x*exp(x)", "x", { from: 0, to: 1 }))).toContain("\\int_{0}^{1} f \\, dx")
  })

  it("names its rules", () => {
    const rules = (f: string) => everyStep(integrate(f, "x").steps).map((s) => s.rule)
    expect(rules("2*x*cos(x^2)")).toContain("substitution")
    expect(rules("x*exp(x)")).toContain("parts")
    expect(rules("(2*x + 3)/(x^2 - 1)")).toContain("partial-fractions")
  })

  it("puts in the ends", () => {
    const area = integrate("3*x^2 - 4*x", "x", { from: 0, to: 2 })
    expect(area.value).toBeCloseTo(0, 12)
    expect(text(integrate("exp(-x)", "x", { from: 0, to: 1 }).expr)).toBe("1 - exp(-1)")
  })

  it.each(definite)("gives ∫ %s dx from %s to %s", (f, from, to, value) => {
    const F = integrate(f, "x", { from, to })
    expect(F.value).toBeCloseTo(value, 9)
    if (F.antiderivative !== null) expect(checkSteps(F).faults).toEqual([])
  })

  it.each(infinite)("refuses ∫ %s dx from %s to %s, which is not finite", (f, from, to) => {
    expect(() => integrate(f, "x", { from, to })).toThrow(/^integrate: /)
  })

  it.each([
    ["exp(-x^2)", Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, "sqrt(pi)"],
    ["1 / (1 + x^2)", 0, Number.POSITIVE_INFINITY, "pi / 2"],
    ["log(x)^2", 1, "e", "e - 2"],
    ["abs(sin(x))", 0, "2 * pi", "4"],
    ["floor(x)", 0, 3, "3"],
    ["1 / (5 + 4 * cos(x))", 0, "2 * pi", "2 * pi / 3"],
    ["x", "a", "b", "(b^2 - a^2) / 2"],
    ["exp(-a * x)", 0, "inf", "1 / a"],
  ])("is exact: ∫ %s dx from %s to %s is %s", (f, from, to, expected) => {
    expect(text(integrate(f, "x", { from, to }).expr)).toBe(expected)
  })

  it("states what must hold of parameters", () => {
    expect(integrate("exp(a * x)", "x").conditions).toEqual(["a ≠ 0"])
    expect(integrate("exp(-a * x)", "x", { from: 0, to: "inf" }).conditions).toContain("a > 0")
    expect(integrate("1 / (x^2 + a)", "x").conditions).toContain("a > 0")
  })

  it("names the functions that are not elementary, and computes where both ends are given", () => {
    expect(() => integrate("sin(x) / x", "x")).toThrow("the sine integral Si")
    expect(() => integrate("exp(x^2)", "x")).toThrow("the imaginary error function erfi")
    expect(() => integrate("1 / sqrt(1 - x^4)", "x")).toThrow("an elliptic integral")
    const si = integrate("sin(x) / x", "x", { from: 0, to: 1 })
    expect(si.antiderivative).toBeNull()
    expect(si.value).toBeCloseTo(0.946083070367183, 12)
    expect(stepsText(si)).toContain("numerical integration")
  })

  it("refuses what it does not reach or what is not finite", () => {
    expect(() => integrate("exp(-x^2) / x^3 + x^x", "x")).toThrow("no elementary antiderivative")
    expect(() => integrate("1/x", "x", { from: -1, to: 1 })).toThrow("is not finite")
    expect(() => integrate("1/x^2", "x", { from: -1, to: 2 })).toThrow("split the interval")
    expect(() => integrate("x", "x", { from: 0 })).toThrow("give both ends")
    expect(() => integrate("x", "y")).toThrow("y does not occur")
  })
})

describe("quadrature", () => {
  it("integrates to rounding", () => {
    expect(quadrature(Math.sin, 0, Math.PI).value).toBeCloseTo(2, 13)
    expect(quadrature((x) => Math.abs(x - 0.3), 0, 1).value).toBeCloseTo(0.29, 10)
  })
})
