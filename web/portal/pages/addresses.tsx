import { useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { useAccessWords } from '../parts/access-words.ts';
import { AddressList } from '../parts/address-list.tsx';
import { CodeForm } from '../parts/code-form.tsx';
import { textOf, type Who } from '../parts/entrance.ts';
import { NewAddress } from '../parts/new-address.tsx';
import { Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { useProved } from '../parts/proved.tsx';
import { useShellWords } from '../parts/shell-words.ts';
import { refresh } from '../queries.ts';

type Stage =
  | { at: 'list'; added?: string; isRemoved?: boolean }
  | { at: 'new'; kind: 'email' | 'phone' }
  | { at: 'code'; who: Who };

const BACK = { to: '/account' } as const;

/** Where the account is reached and by what it is known: added with a code that was sent there, removed down to one. */
export function Addresses() {
  const t = useAccessWords();
  const [stage, setStage] = useState<Stage>({ at: 'list' });
  const toList = (): void => setStage({ at: 'list' });
  switch (stage.at) {
    case 'list':
      return (
        <Page
          key={stage.isRemoved ? 'removed' : 'list'}
          title={t('addressesTitle')}
          lead={<p>{t('addressesLead')}</p>}
          back={{ link: BACK, words: t('toAccount') }}
        >
          <p role="status">
            {stage.added ? t('added', { address: stage.added }) : stage.isRemoved ? t('removed') : ''}
          </p>
          <AddressList
            onNew={(kind) => setStage({ at: 'new', kind })}
            onRemoved={() => setStage({ at: 'list', isRemoved: true })}
          />
        </Page>
      );
    case 'new':
      return (
        <Page
          key="new"
          title={stage.kind === 'email' ? t('newEmail') : t('newPhone')}
          lead={<p>{t('newLead')}</p>}
        >
          <NewAddress kind={stage.kind} onSent={(who) => setStage({ at: 'code', who })} onCancel={toList} />
        </Page>
      );
    case 'code':
      return <Code who={stage.who} onAdded={(added) => setStage({ at: 'list', added })} onCancel={toList} />;
  }
}

type CodeProps = { who: Who; onAdded: (address: string) => void; onCancel: () => void };

function Code({ who, onAdded, onCancel }: CodeProps) {
  const t = useAccessWords();
  const around = useShellWords();
  const { holding, failure, stepUp } = useProved();
  const address = textOf(who);
  const add = async (code: string): Promise<void> => {
    await data(api.addAddress({ ...who, code }, { format: 'text' }));
    await refresh(['me']);
    onAdded(address);
  };
  return (
    <Page key="code" title={around('codeTitle')} lead={<p>{t('codeLead', { address })}</p>}>
      <Refusal failure={failure} />
      {stepUp ?? (
        <CodeForm
          send={t('confirm')}
          onCode={(code) => holding(() => add(code))}
          onAgain={() => holding(async () => void (await data(api.askAddress(who))))}
        >
          <button className="link-button" type="button" onClick={onCancel}>
            {t('toAddresses')}
          </button>
        </CodeForm>
      )}
    </Page>
  );
}
