import { STATUS_WORDS } from '../../../../domain/statuses.ts';
import { auditWords } from '../../../../domain/texts/audit.ts';
import {
  INTERVIEW_REASON_TEXTS,
  REFUSAL_GROUND_TEXTS,
  SUPPLEMENT_REASON_TEXTS,
} from '../../../../domain/texts/grounds.ts';
import type { Text } from '../../../../domain/texts/text.ts';
import type { AuditRecord } from '../../../client/api.ts';
import { useLang } from '../../../shared/words.ts';
import { useMe, usePost } from '../../asks.ts';
import { shortInstant } from '../../clock.ts';
import { Link } from '../../ways.tsx';
import { AUDIT } from '../../words/audit.ts';
import { useWords, WORDS, type Word } from '../../words.ts';
import { type AuditWord, useAuditWords } from './trail.ts';

type Props = {
  records: AuditRecord[];
  opensCases: boolean;
  /** Narrows the trail to one order; undefined where it is so already. */
  onOrder: ((orderNumber: string) => void) | undefined;
};

const COLUMNS = ['time', 'byWhom', 'deed', 'about', 'why', 'place'] as const satisfies AuditWord[];

/** Who did what, when, about what and why. On a narrow screen each record is a block of its own. */
export function AuditTable({ records, opensCases, onOrder }: Props) {
  const sayAudit = useAuditWords();
  return (
    <table className="audit-table">
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {sayAudit(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <Row key={record.id} record={record} opensCases={opensCases} onOrder={onOrder} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ record, opensCases, onOrder }: { record: AuditRecord } & Omit<Props, 'records'>) {
  const sayAudit = useAuditWords();
  const lang = useLang();
  const { action, link } = record;
  return (
    <tr data-record={record.id}>
      <td>
        <Time iso={record.at} />
      </td>
      <td>
        <Who record={record} />
      </td>
      <td>
        <b>{auditWords(action)[lang]}</b>
        <small className="mono">{action}</small>
      </td>
      <td>
        <About record={record} opensCases={opensCases} onOrder={onOrder} />
      </td>
      <td>
        <Why record={record} />
      </td>
      <td className="mono" data-label={sayAudit('place')}>
        {link === null ? <span className="mark">{sayAudit('waits')}</span> : link}
      </td>
    </tr>
  );
}

/** The reader's and the post's clock, and UTC to the second, as logs have it. */
function Time({ iso }: { iso: string }) {
  const lang = useLang();
  const zone = usePost(useMe()?.post)?.timeZone;
  return (
    <time dateTime={iso}>
      {shortInstant(iso, lang, zone)}
      <small className="mono">{`${iso.slice(0, 19).replace('T', ' ')} UTC`}</small>
    </time>
  );
}

function Who({ record: { actor, actorKind, actorRoles, actorPost } }: { record: AuditRecord }) {
  const say = useWords();
  const sayAudit = useAuditWords();
  const kind = `actor.${actorKind}`;
  const roles = (actorRoles ?? '')
    .split(',')
    .filter(Boolean)
    .map((role) => roleWords(role, say));
  const what = roles.length > 0 ? roles.join(', ') : isAuditWord(kind) ? sayAudit(kind) : actorKind;
  return (
    <>
      {actor && <span className="mono">{actor}</span>}
      <span className={actor ? 'soft' : undefined}>{[what, actorPost].filter(Boolean).join(' · ')}</span>
    </>
  );
}

function About({ record, opensCases, onOrder }: { record: AuditRecord } & Omit<Props, 'records'>) {
  const sayAudit = useAuditWords();
  const { objectKind, objectId } = record;
  if (!objectKind || !objectId) return null;
  const isLink = opensCases && objectKind === 'case';
  return (
    <>
      {isLink ? (
        <Link place={{ to: '/cases/$orderNumber', params: { orderNumber: objectId } }} className="mono">
          {objectId}
        </Link>
      ) : (
        <span className="mono">{objectId}</span>
      )}
      <span className="soft">
        {sayAudit(`object.${objectKind}`)}
        {objectKind === 'case' && onOrder && (
          <>
            {' · '}
            <button type="button" className="as-link" onClick={() => onOrder(objectId)}>
              {sayAudit('onlyThis')}
              <span className="unseen"> {objectId}</span>
            </button>
          </>
        )}
      </span>
    </>
  );
}

function Why({ record: { reason, details } }: { record: AuditRecord }) {
  const say = useWords();
  const sayAudit = useAuditWords();
  const lang = useLang();
  const told = Object.entries(details).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return (
    <>
      {reason && (
        <span title={reason}>
          {reason
            .split(',')
            .map((code) => reasonWords(code, { say, sayAudit, lang }))
            .join(', ')}
        </span>
      )}
      {told.length > 0 && (
        <dl>
          {told.map(([name, value]) => (
            <div key={name}>
              <dt>{nameWords(name, sayAudit)}</dt>
              <dd>{detailWords(name, value, { say, sayAudit, lang })}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

type Saying = {
  say: ReturnType<typeof useWords>;
  sayAudit: ReturnType<typeof useAuditWords>;
  lang: ReturnType<typeof useLang>;
};
const isAuditWord = (key: string): key is AuditWord => Object.hasOwn(AUDIT, key);
const isWord = (key: string): key is Word => Object.hasOwn(WORDS, key);
const REASONS: Readonly<Record<string, Text>> = {
  ...REFUSAL_GROUND_TEXTS,
  ...SUPPLEMENT_REASON_TEXTS,
  ...INTERVIEW_REASON_TEXTS,
};
const STATUSES: Readonly<Record<string, Text>> = STATUS_WORDS;

function roleWords(role: string, say: Saying['say']): string {
  const key = `role.${role}`;
  return isWord(key) ? say(key) : role;
}

/** A code of another release stays a code. */
function reasonWords(code: string, { say, sayAudit, lang }: Saying): string {
  const [, task] = /^task:(.+)$/.exec(code) ?? [];
  const lane = `lane.${task}`;
  if (isWord(lane)) return sayAudit('reason.task', { lane: say(lane) });
  const key = `reason.${code}`;
  return isAuditWord(key) ? sayAudit(key) : (REASONS[code]?.[lang] ?? code);
}

function nameWords(name: string, sayAudit: Saying['sayAudit']): string {
  const key = `detail.${name}`;
  return isAuditWord(key) ? sayAudit(key) : name;
}

function detailWords(name: string, value: unknown, saying: Saying): string {
  const { say, sayAudit, lang } = saying;
  if (Array.isArray(value)) return value.map((each) => detailWords(name, each, saying)).join(', ');
  if (typeof value === 'boolean') return sayAudit(value ? 'yes' : 'no');
  const code = String(value);
  if (name === 'status' || name === 'statusBefore') return STATUSES[code]?.[lang] ?? code;
  return name === 'roles' ? roleWords(code, say) : code;
}
