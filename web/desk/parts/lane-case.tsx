import type { Case } from '../../client/api.ts';
import { useServiceName } from '../asks.ts';
import { useWords } from '../words.ts';

/** Whose envelope this is, large enough to compare with a slip at arm's length. */
export function LaneCase({ shown }: { shown: Case }) {
  const say = useWords();
  const serviceName = useServiceName();
  const { answers } = shown;
  return (
    <header className="lane-case">
      <h2>
        {answers['name.chinese'] ?? say('name')}{' '}
        <small lang="en">
          {[answers['name.surnamePinyin'], answers['name.givenPinyin']].filter(Boolean).join(', ')}
        </small>
      </h2>
      <p>
        <span className="code">{shown.orderNumber}</span> · {serviceName(shown.service)} ·{' '}
        <b>{shown.statusText}</b>
        {answers['passport.number'] && (
          <>
            {' '}
            · <span className="code">{answers['passport.number']}</span>
          </>
        )}
      </p>
    </header>
  );
}
