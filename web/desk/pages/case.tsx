import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Case } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';
import { askCase, useForm } from '../asks.ts';
import { useCommand } from '../command.ts';
import { type DecisionDraft, NOTHING_DECIDED } from '../decisions.ts';
import { useKept } from '../kept.ts';
import { CaseHead } from '../parts/case-head.tsx';
import { Checks } from '../parts/checks.tsx';
import { Documents } from '../parts/documents.tsx';
import { FormView } from '../parts/form-view.tsx';
import { History } from '../parts/history.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Rail } from '../parts/rail.tsx';
import { useAddress, useOrderNumber } from '../ways.tsx';
import { useWords } from '../words.ts';

export function CasePage() {
  const orderNumber = useOrderNumber();
  return <OneCase key={orderNumber} orderNumber={orderNumber} />;
}

function OneCase({ orderNumber }: { orderNumber: string }) {
  const say = useWords();
  const lang = useLang();
  const client = useQueryClient();
  const asked = useQuery(askCase(orderNumber, lang));
  const command = useCommand();
  const [draft, change, forget] = useKept<DecisionDraft>(`case:${orderNumber}`, NOTHING_DECIDED);
  // What oneself did stays one's own doing when one has gone on before the new version is here.
  const own = useRef(0);
  if (command.state.phase === 'done') own.current = command.state.answer.version;
  const { shown, moved, showNew } = useSeen(asked.data, own.current);
  const form = useForm(shown);
  const { sheet } = useAddress();
  // Opened for one decision, as by the number on an issuing authority's letter.
  useEffect(() => {
    if (sheet) change({ sheet });
  }, [sheet, change]);
  const { phase } = command.state;
  // A refusal may mean that the case is not what it was; the answer to that is to look.
  useEffect(() => {
    if (phase === 'done') forget();
    if (phase === 'done' || phase === 'failed')
      void client.invalidateQueries({ queryKey: ['case', orderNumber] });
  }, [phase, client, orderNumber, forget]);

  if (!shown) {
    return (
      <div className="page">
        {asked.error ? (
          <ProblemNote
            error={asked.error}
            action={<Button onClick={() => void asked.refetch()}>{say('tryAgain')}</Button>}
          />
        ) : (
          <p className="soft">{say('loading')}</p>
        )}
      </div>
    );
  }
  const asking = draft.sheet === 'requestSupplement' && phase !== 'done';
  const items = asking ? draft.items : undefined;
  const onItems = (next: DecisionDraft['items']): void => change({ items: next });
  return (
    <div className="case">
      <CaseHead shown={shown} />
      {moved && (
        <Alert
          className="moved"
          type="warning"
          showIcon
          role="alert"
          title={say('caseMoved', { status: moved.statusText, version: moved.version })}
          action={
            <Button type="primary" onClick={showNew}>
              {say('showNew')}
            </Button>
          }
        />
      )}
      <div className="case-body">
        <FormView shown={shown} form={form} items={items} onItems={onItems} />
        <Documents shown={shown} form={form} items={items} onItems={onItems} />
        <section className="rail" tabIndex={0} aria-label={say('rail')}>
          <Rail
            shown={shown}
            form={form}
            isStale={moved !== undefined}
            draft={draft}
            change={change}
            command={command}
          />
          <Checks shown={shown} form={form} />
          <History shown={shown} form={form} />
        </section>
      </div>
    </div>
  );
}

/**
 * What one has before one's eyes. A case that moves meanwhile is not put in its place unseen: decisions bind to the
 * version that was looked at, and the reader says when to look anew. What oneself has done is shown at once.
 */
function useSeen(fresh: Case | undefined, ownVersion: number) {
  const [shown, setShown] = useState<Case>();
  const at = shown?.version ?? 0;
  // One may be shown an older answer for a moment, kept from before in the language that was chosen again.
  const isNews = fresh !== undefined && fresh.version > at;
  const isSame = fresh?.version === at || (isNews && (!shown || fresh.version <= ownVersion));
  if (isSame && fresh !== shown) setShown(fresh);
  const current = isSame ? fresh : shown;
  const moved = isNews && current && fresh.version > current.version ? fresh : undefined;
  return { shown: current, moved, showNew: () => setShown(fresh) };
}
