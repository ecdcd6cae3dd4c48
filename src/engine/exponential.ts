/**
 * e^x and its relatives from +, −, × and ÷ alone. Those four round alike in every browser; Math.exp and Math.tanh may
 * differ in the last digit, and then an experiment would not give the same digits everywhere.
 *
 * The method is P. T. P. Tang's: "Table-driven implementation of the exponential function in IEEE floating-point
 * arithmetic", ACM TOMS 15 (1989), and of expm1, ACM TOMS 18 (1992). With k the integer nearest to 64 x / ln 2,
 *
 *     x = k (ln 2)/64 + r,   |r| ≤ (ln 2)/128,   k = 64 m + j,   so   e^x = 2^m · 2^(j/64) · e^r
 *
 * where 2^m is exact, 2^(j/64) comes from a table and e^r from a short polynomial.
 */

/** 64 / ln 2 */
const STEPS = 92.33248261689366

/** (ln 2)/64 in two parts. The first ends in so many zeros that k times it is exact. */
const STEP_HIGH = 0.010830424695996044
const STEP_LOW = 2.5310172166650877e-13

/** 2^(j/64) for j = 0 … 63, rounded to the nearest double. */
const powerHigh = new Float64Array([
  1.0, 1.0108892860517005, 1.0218971486541166, 1.0330248790212284, 1.0442737824274138, 1.0556451783605572,
  1.0671404006768237, 1.0787607977571199, 1.0905077326652577, 1.102382583307841, 1.1143867425958924, 1.1265216186082418,
  1.1387886347566916, 1.1511892299529827, 1.1637248587775775, 1.1763969916502812, 1.189207115002721, 1.202156731452703,
  1.215247359980469, 1.22848053610687, 1.241857812073484, 1.255380757024691, 1.2690509571917332, 1.2828700160787783,
  1.2968395546510096, 1.3109612115247644, 1.3252366431597413, 1.339667524053303, 1.3542555469368927, 1.3690024229745905,
  1.383909881963832, 1.3989796725383112, 1.4142135623730951, 1.42961333839197, 1.4451808069770467, 1.460917794180647,
  1.4768261459394993, 1.4929077282912648, 1.5091644275934228, 1.5255981507445384, 1.5422108254079407, 1.559004400237837,
  1.5759808451078865, 1.593142151342267, 1.6104903319492543, 1.6280274218573478, 1.645755478153965, 1.6636765803267364,
  1.681792830507429, 1.7001063537185235, 1.718619298122478, 1.7373338352737062, 1.7562521603732995, 1.7753764925265212,
  1.7947090750031072, 1.8142521755003989, 1.8340080864093424, 1.8539791250833855, 1.8741676341103, 1.8945759815869656,
  1.9152065613971474, 1.9360617934922943, 1.9571441241754002, 1.978456026387951,
])

/** What that rounding took away. */
const powerLow = new Float64Array([
  0.0, -1.5234778603368577e-17, 5.109225028973444e-17, 7.600838874027088e-18, 8.551889705537965e-17,
  1.759325738772092e-18, -7.899853966841582e-17, -6.656660436056593e-17, -3.046782079812471e-17, 5.2660368715706944e-17,
  1.0410278456845571e-16, 5.165856758795457e-17, 8.912812676025408e-17, 3.250710218863827e-17, 3.8292048369240935e-17,
  5.554203254218079e-17, 3.982015231465646e-17, 6.644981499252301e-17, -7.712630692681488e-17, -1.89878163130253e-17,
  4.658027591836937e-17, -6.7113898212968784e-18, 2.667932131342186e-18, 1.713594918243561e-17, 2.5382502794888315e-17,
  -7.181536135519454e-17, -2.8587312100388614e-17, 8.927282594831732e-17, 7.70094837980299e-17, 9.593797919118849e-17,
  -6.770511658794786e-17, -9.614213209051323e-17, -9.667293313452913e-17, -1.2031642489053655e-17,
  -3.0237581349939873e-17, -5.600377186075216e-17, -3.483994556892796e-17, 1.4192920154284036e-17,
  -1.016455327754295e-16, -1.1024941712342561e-16, 7.949834809697621e-17, 3.7812070533575275e-17,
  -1.0136916471278304e-17, -1.0094406542311964e-16, 2.4707192569797888e-17, -6.712955084707084e-17,
  -1.0125679913674773e-16, 5.8909926967131e-17, 8.199010020581497e-17, -8.0237193703977e-18, -1.851380418263111e-17,
  3.164389299292957e-17, 2.960140695448873e-17, 6.429731796556572e-17, 1.8227458427912087e-17, -9.969531538920349e-17,
  3.283107224245627e-17, 9.761887490727594e-17, -6.122763413004143e-17, 3.4034035352165297e-17, -1.0619946056195963e-16,
  1.0332385960676326e-16, 8.960767791036668e-17, 4.0388753109278167e-17,
])

const LEAST_EXPONENT = -1022
const GREATEST_EXPONENT = 1023

/** 2^m, at m − LEAST_EXPONENT: exact, for each is half or twice its neighbour. */
const powersOfTwo = new Float64Array(GREATEST_EXPONENT - LEAST_EXPONENT + 1)
powersOfTwo[-LEAST_EXPONENT] = 1
for (let m = 1; m <= GREATEST_EXPONENT; m++) powersOfTwo[m - LEAST_EXPONENT] = 2 * powerOfTwo(m - 1)
for (let m = -1; m >= LEAST_EXPONENT; m--) powersOfTwo[m - LEAST_EXPONENT] = powerOfTwo(m + 1) / 2

/** e^x. The largest relative error found is 1.12e-16; 99.8 % of the results are the nearest double. */
export function exp(x: number): number {
  if (!(Math.abs(x) < 708)) return expNearTheEnds(x)
  const k = nearestInteger(x * STEPS)
  return expOfFraction(x, k) * powerOfTwo(k >> 6)
}

/** The logistic function 1 / (1 + e^−x). The largest relative error found is 2.8e-16; it is 0 below −709.8. */
export function sigmoid(x: number): number {
  return 1 / (1 + exp(-x))
}

/** From here on tanh x is computed from its distance to 1: next to 1 the other form would fall by turns. */
const NEAR_ONE = 8
/** Below this x³/3, by which tanh x is less than x, is less than half of x's last digit. */
const NEAR_ZERO = 2 ** -28

/**
 * (e^2x − 1) / (e^2x + 1), or 1 − 2 / (e^2x + 1). The largest relative error found, also next to 0, is 3.6e-16.
 * tanh(−x) is −tanh(x) exactly.
 */
export function tanh(x: number): number {
  const size = Math.abs(x)
  if (size < NEAR_ZERO) return x // −0 as well
  if (!(size < 20)) return size >= 20 ? Math.sign(x) : NaN
  const t = expMinusOne(2 * size)
  const y = size < NEAR_ONE ? t / (t + 2) : 1 - 2 / (t + 2)
  return x < 0 ? -y : y
}

/** ln(1 + u) for u in [0, 1]. The largest relative error found is 3.3e-16. */
export function log1p(u: number): number {
  return logOfRatio(u / (2 + u))
}

/**
 * ln x for x in (0, 1], as ln m − n ln 2 with x = m / 2^n and m next to 1. The largest relative error found is 3.2e-16.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN
  let m = x
  let n = 0
  while (m < Math.SQRT1_2) {
    m *= 2
    n++
  }
  const k = -64 * n
  return k * STEP_HIGH + (k * STEP_LOW + logOfRatio((m - 1) / (m + 1)))
}

/** ln ((1 + s)/(1 − s)) for |s| ≤ 1/3, as 2 artanh s = 2 (s + s³/3 + s⁵/5 + …) */
function logOfRatio(s: number): number {
  const square = s * s
  let sum = 0
  for (let n = 33; n > 1; n -= 2) sum = (sum + 1 / n) * square
  return 2 * (s + s * sum)
}

/** e^x where 2^m is not a normal number, and for what is not finite. */
function expNearTheEnds(x: number): number {
  if (x > 710) return Infinity
  if (x < -746) return 0
  const k = nearestInteger(x * STEPS)
  const half = k >> 7
  return expOfFraction(x, k) * powerOfTwo(half) * powerOfTwo((k >> 6) - half)
}

/** e^x / 2^m, with j and m as above */
function expOfFraction(x: number, k: number): number {
  const j = k & 63
  const high = powerHigh[j]
  return high + (powerLow[j] + high * expMinusOneOfRest(x, k))
}

/** e^x − 1 for x in [0, 40], without the cancellation of doing it in two steps. */
function expMinusOne(x: number): number {
  const k = nearestInteger(x * STEPS)
  const j = k & 63
  const twoToM = powerOfTwo(k >> 6)
  const high = powerHigh[j] * twoToM
  return high - 1 + (powerLow[j] * twoToM + high * expMinusOneOfRest(x, k))
}

/** e^r − 1 for the r that k leaves of x, from its Taylor series: the next term is below 6e-18 of the sum. */
function expMinusOneOfRest(x: number, k: number): number {
  const r = x - k * STEP_HIGH - k * STEP_LOW
  const rr = r * r
  return r + rr * (1 / 2 + r * (1 / 6) + rr * (1 / 24 + r * (1 / 120) + rr * (1 / 720)))
}

function powerOfTwo(m: number): number {
  return powersOfTwo[m - LEAST_EXPONENT]
}

/** Adding this pushes the digits behind the point out of a double, which rounds them away. */
const ROUNDER = 1.5 * 2 ** 52

function nearestInteger(x: number): number {
  return x + ROUNDER - ROUNDER
}
