/** In the order in which they must be looked for: most browsers also call themselves by an older one's name. */
const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger\//, 'WeChat'],
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\b(?:iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b|HarmonyOS/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/**
 * What a session's owner recognises a device by, for example "Chrome · Windows" (S6): no version, no model, nothing that
 * tells two of a kind apart. Empty when the client names neither browser nor system.
 *
 * @param userAgent  as the client sent it; only told, so never a reason to trust
 */
export function deviceWords(userAgent: string): string {
  const text = userAgent.slice(0, 500);
  const first = (table: readonly [RegExp, string][]) => table.find(([pattern]) => pattern.test(text))?.[1];
  return [first(BROWSERS), first(SYSTEMS)].filter((word) => word !== undefined).join(' · ');
}

/** The network of an address, coarse enough to stay the same while one is at home: /24 of IPv4, /48 of IPv6. */
export function networkOf(ip: string): string {
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(ip)?.[1];
  return v4 ?? ip.split(':').slice(0, 3).join(':');
}
