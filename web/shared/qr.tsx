/** Four modules free on each side, as readers need (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code that the API has drawn as a path. */
export function Qr({ qr: { size, path }, label }: { qr: { size: number; path: string }; label: string }) {
  const side = size + 2 * QUIET;
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}>
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
