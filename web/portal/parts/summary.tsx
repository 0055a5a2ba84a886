import { type ReactNode, useEffect, useRef } from 'react';
import { focusOn } from './focus.ts';
import { useFormWords } from './form-words.ts';
import { Sign } from './signs.tsx';

export type SummaryFault = { field: string; reason: string; label?: string };

/** All that is wrong, in one place, with a way to each. Takes the focus whenever `round` counts on. */
export function Summary({
  title,
  faults,
  round,
  linkTo,
  children,
}: {
  title: string;
  faults: readonly SummaryFault[];
  round: number;
  /** Where the fault is on another page; without it, it is on this one. */
  linkTo?: (fault: SummaryFault, words: ReactNode) => ReactNode;
  children?: ReactNode;
}) {
  const t = useFormWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (round > 0) box.current?.focus();
  }, [round]);
  if (faults.length === 0) return null;
  return (
    <div className="panel panel-fault summary" ref={box} tabIndex={-1} role="group" aria-label={title}>
      <h2>
        <Sign of="warn" />
        {title}
      </h2>
      <ul>
        {faults.map((fault) => {
          const words = fault.label
            ? t('summaryFault', { label: fault.label, reason: fault.reason })
            : fault.reason;
          return (
            <li key={fault.field}>
              {linkTo ? (
                linkTo(fault, words)
              ) : (
                <a
                  href={`#${fault.field}`}
                  onClick={(event) => {
                    event.preventDefault();
                    focusOn(fault.field);
                  }}
                >
                  {words}
                </a>
              )}
            </li>
          );
        })}
      </ul>
      {children}
    </div>
  );
}
