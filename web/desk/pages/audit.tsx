import { Button, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { staffMay } from '../../../domain/rights.ts';
import type { StaffMember } from '../../client/api.ts';
import { useMe } from '../asks.ts';
import { useKeys } from '../keys.ts';
import { AuditFilters } from '../parts/audit/audit-filters.tsx';
import { AuditState } from '../parts/audit/audit-state.tsx';
import { AuditTable } from '../parts/audit/audit-table.tsx';
import {
  type AuditFilter,
  addressOf,
  faultsOf,
  filterOf,
  refusalsOf,
  useAuditWords,
  useTrail,
} from '../parts/audit/trail.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { type AuditAddress, Link, useAuditAddress, useGo } from '../ways.tsx';
import { useWords } from '../words.ts';
import '../styles/audit.css';

/** The audit trail, for those who look after it. */
export function AuditPage() {
  const say = useWords();
  const sayAudit = useAuditWords();
  const me = useMe();
  if (!me) return null;
  if (staffMay(me.roles, 'listAudit')) return <Trail me={me} />;
  return (
    <div className="page">
      <h1>{say('auditPage')}</h1>
      <p>{say('notYours')}</p>
      <p className="soft">{sayAudit('notForYou')}</p>
      <p>
        <Link place={{ to: '/' }}>{say('toHome')}</Link>
      </p>
    </div>
  );
}

function Trail({ me }: { me: StaffMember }) {
  const say = useWords();
  const sayAudit = useAuditWords();
  const { filter, change, lookFor, trail } = useLooks();
  const { found, isPending, error, older } = trail;
  const firstField = useRef<InputRef>(null);
  const list = useRef<HTMLElement>(null);
  const refusals = refusalsOf(error);
  const isElsewhere = error && Object.keys(refusals).length === 0;
  function lookAndGo(next: AuditFilter): void {
    if (isPending) return; // pressed twice, looked once
    lookFor(next);
    // Out of the field: from here the keys work, and a reader hears what was found.
    list.current?.focus();
  }
  const again = (): void => {
    if (found) lookAndGo(found.filter);
  };
  const clear = (): void => lookAndGo(filterOf({}));
  useKeys([
    { key: 'f', label: sayAudit('filters'), group: 'here', run: () => firstField.current?.focus() },
    { key: 'o', label: sayAudit('older'), group: 'here', run: older },
    { key: 'r', label: sayAudit('lookAgain'), group: 'here', run: again },
  ]);
  return (
    <div className="page audit">
      <div className="page-head">
        <div>
          <h1>{say('auditPage')}</h1>
          <p className="soft">
            {me.roles.includes('auditor') ? sayAudit('scopeAll') : sayAudit('scopePost', { post: me.post })}{' '}
            {sayAudit('recorded')}
          </p>
        </div>
      </div>
      {found && <AuditState state={found.state} />}
      <AuditFilters
        filter={filter}
        onChange={change}
        onLook={lookAndGo}
        onClear={clear}
        refusals={refusals}
        firstField={firstField}
      />
      {isElsewhere && <ProblemNote error={error} />}
      <section
        ref={list}
        tabIndex={-1}
        className="audit-list"
        aria-labelledby="audit-found"
        aria-busy={isPending}
      >
        <div className="page-head">
          <h2 id="audit-found">{sayAudit('found')}</h2>
          <div className="in-a-row">
            <p role="status" className="soft">
              {isPending ? say('loading') : found && sayAudit('shown', { count: found.records.length })}
            </p>
            {found && (
              <Button onClick={again} aria-keyshortcuts="r">
                {sayAudit('lookAgain')} <kbd>r</kbd>
              </Button>
            )}
          </div>
        </div>
        {found?.records.length === 0 && <p>{sayAudit('none')}</p>}
        {found && found.records.length > 0 && (
          <>
            <AuditTable
              records={found.records}
              opensCases={staffMay(me.roles, 'getCase')}
              onOrder={found.filter.order ? undefined : (order) => lookAndGo(filterOf({ order }))}
            />
            {found.hasOlder ? (
              <Button onClick={older} aria-keyshortcuts="o">
                {sayAudit('older')} <kbd>o</kbd>
              </Button>
            ) : (
              <p className="soft">{sayAudit('noOlder')}</p>
            )}
          </>
        )}
      </section>
    </div>
  );
}

/** What is typed, and the looks: one as the page opens, one for each address that somebody goes to, one for each that is sent. */
function useLooks() {
  const address = useAuditAddress();
  const go = useGo();
  const trail = useTrail();
  const { look } = trail;
  const [filter, setFilter] = useState(() => filterOf(address));
  const looked = useRef<string>(undefined);
  const lookFor = (next: AuditFilter): void => {
    const search = addressOf(next);
    const isHere = keyOf(search) === looked.current;
    looked.current = keyOf(search);
    setFilter(next);
    look(next);
    if (!isHere) void go({ to: '/audit', search });
  };
  const key = keyOf(address);
  useEffect(() => {
    if (looked.current === key) return;
    looked.current = key;
    const next = JSON.parse(key) as AuditFilter;
    setFilter(next);
    if (Object.keys(faultsOf(next)).length === 0) look(next);
  }, [key, look]);
  const change = (part: Partial<AuditFilter>): void => setFilter((earlier) => ({ ...earlier, ...part }));
  return { filter, change, lookFor, trail };
}

const keyOf = (address: AuditAddress): string => JSON.stringify(filterOf(address));
