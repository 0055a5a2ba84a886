type Sign = 'tick' | 'warn' | 'clock' | 'dot' | 'back';

const PATHS: Record<Sign, string> = {
  tick: 'M4 12.5 9.5 18 20 6.5',
  warn: 'M12 3 22 20.5H2ZM12 9.5v5M12 17v.5',
  clock: 'M12 2.5a9.5 9.5 0 1 0 .1 0ZM12 7v5.5l3.5 2',
  dot: 'M12 9a3 3 0 1 0 .1 0Z',
  back: 'M15 5 8 12l7 7',
};

/** A small drawn sign beside words that say the same. */
export function Sign({ of }: { of: Sign }) {
  return (
    <svg className={`sign sign-${of}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[of]} />
    </svg>
  );
}

/** Our seal: 領, carved. */
export function Seal() {
  return <img className="seal" src="/portal/icon.svg" alt="" width="36" height="36" />;
}
