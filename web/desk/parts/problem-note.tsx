import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../shared/problem.ts';
import { useWords } from '../words.ts';

/** What went wrong, in the server's words, and the way out. */
export function ProblemNote({ error, action }: { error: Error; action?: ReactNode }) {
  const say = useWords();
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  const faults = problem?.errors ?? [];
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={problem?.title ?? say('unreachable')}
      description={
        faults.length > 0 ? (
          <ul className="plain">
            {faults.map(({ field, reason }) => (
              <li key={field}>{reason}</li>
            ))}
          </ul>
        ) : undefined
      }
      action={action}
    />
  );
}
