const nanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** Go holds a duration as 64-bit nanoseconds. */
const longest = 2n ** 63n - 1n;

/** Characters of the longest text that is read: reading takes time by their square, and no duration needs so many. */
const longestText = 255;

// The micro sign and the Greek letter are escaped: they alone would make the bundle a file of two bytes a character.
const part = String.raw`(\d+\.?\d*|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)`;
const whole = new RegExp(`^([-+]?)((?:${part})+|0)$`);

/**
 * Reads a Go duration such as `1m30s`, `20.5s` or `-1h`: one or more numbers, each with its unit.
 * @returns seconds, the fraction kept to the nanosecond; undefined when the text is no duration (a bare number is none, but `0` is).
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function parseGoDuration(text: string): number | undefined {
  const [, sign, parts] = text.length > longestText ? [] : (whole.exec(text) ?? []);
  if (parts === undefined) return undefined;
  let sum = 0n;
  for (const [, number = '', unit = ''] of parts.matchAll(new RegExp(part, 'g')))
    sum += scaled(number, nanoseconds[unit] ?? 0n);
  return sum > longest ? undefined : Number(sign === '-' ? -sum : sum) / 1e9;
}

/** Whole numbers, because 0.1 has no exact double and a TTL is cut, not rounded. */
function scaled(number: string, unit: bigint): bigint {
  const [integer = '', fraction = ''] = number.split('.');
  return BigInt(integer) * unit + (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length);
}
