import { daysSince, type Lane } from '../lanes.ts';
import { useWords } from '../words.ts';

type Queue = { kind: Lane; waiting: number; claimed: number; oldest: string | null };
type Props = { own: Lane[]; queues: Queue[]; chosen: Lane | undefined; onChoose: (lane: Lane) => void };

/** From how many days on a wait is shown as the desk's own turn (amber). */
const LONG_DAYS = 5;

/** One row of lanes: how much waits in each, and how long the oldest has. */
export function Lanes({ own, queues, chosen, onChoose }: Props) {
  const say = useWords();
  const wait = (iso: string): string => {
    const days = daysSince(iso);
    return days === 0 ? say('today') : say('days', { count: days });
  };
  return (
    <nav className="lanes" aria-label={say('lanes')}>
      {own.map((lane) => {
        const queue = queues.find(({ kind }) => kind === lane);
        const oldest = queue?.oldest;
        return (
          <button
            key={lane}
            type="button"
            aria-current={lane === chosen ? 'true' : undefined}
            data-long={oldest ? daysSince(oldest) >= LONG_DAYS : false}
            onClick={() => onChoose(lane)}
          >
            <span className="lane-name">{say(`lane.${lane}`)}</span>
            <span className="lane-count">
              <b>{queue ? queue.waiting : '–'}</b> {say('waiting')}
            </span>
            <span className="lane-wait">
              {oldest ? say('oldest', { wait: wait(oldest) }) : say('nothingWaits')}
              {queue && queue.claimed > 0 && ` · ${say('inHand', { count: queue.claimed })}`}
            </span>
          </button>
        );
      })}
    </nav>
  );
}
