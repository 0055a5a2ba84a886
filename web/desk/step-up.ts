import { useEffect, useState } from 'react';
import { onStepUpNeeded } from '../shared/api.ts';

type End = (isProved: boolean) => void;

/**
 * Holds back what was refused for lack of a recent second factor (S5), until somebody has given it or would not.
 * @returns what ends the asking, while it is asked for
 */
export function useStepUp(): End | undefined {
  const [end, setEnd] = useState<End>();
  useEffect(() => {
    let asking: Promise<boolean> | undefined;
    let stop: End | undefined;
    onStepUpNeeded(() => {
      // Two calls that are refused together are asked for once.
      asking ??= new Promise<boolean>((done) => {
        const end: End = (isProved) => {
          // The browser tells of a closed sheet once more when it is gone; by then another one may stand there.
          if (stop !== end) return;
          asking = undefined;
          stop = undefined;
          setEnd(undefined);
          done(isProved);
        };
        stop = end;
        setEnd(() => end);
      });
      return asking;
    });
    return () => {
      onStepUpNeeded(undefined);
      stop?.(false);
    };
  }, []);
  return end;
}
