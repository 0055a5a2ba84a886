import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Case } from '../../client/api.ts';
import { useCommand } from '../command.ts';
import type { ELSEWHERE } from '../decisions.ts';
import type { Lane } from '../lanes.ts';
import { useNext } from '../next.ts';
import { useAddress, useGo } from '../ways.tsx';
import { useWords } from '../words.ts';
import { DoneList, noteDone } from './done-list.tsx';
import { InHand } from './in-hand.tsx';
import { OrderInHand } from './order-in-hand.tsx';

type Props = {
  /** Its address, under which what was done here is listed too. */
  to: '/production' | '/return';
  title: string;
  hint: string;
  lane: Lane;
  /** The command that ends the step that is done here. */
  command: keyof typeof ELSEWHERE;
  work: (shown: Case, onDone: () => void) => ReactNode;
};

/** A quick page whose order is first taken: by its number from the scanner, or the next one of the lane. */
export function LanePage({ to, title, hint, lane, command, work }: Props) {
  const say = useWords();
  const go = useGo();
  const next = useNext(lane);
  const { order } = useAddress();
  const onOrder = (number: string | undefined): void =>
    void go({ to, search: number ? { order: number } : {} });
  const onDone = (): void => onOrder(undefined);
  return (
    <OrderInHand
      title={title}
      hint={hint}
      order={order}
      onOrder={onOrder}
      work={(shown) => (
        <InHand shown={shown} lane={lane} command={command} onAside={onDone}>
          {work(shown, onDone)}
        </InHand>
      )}
    >
      <p>
        <Button onClick={() => void next()}>
          {say('takeNext')} <kbd>n</kbd>
        </Button>
      </p>
      <DoneList page={to} />
    </OrderInHand>
  );
}

/**
 * Sends the one command of a quick page; once it is done, it is noted in the page's list.
 * @returns `send` says whether it was done
 */
export function useLaneCommand<B extends object>(
  page: string,
  kind: keyof typeof ELSEWHERE,
  call: (orderNumber: string, body: B, params: object) => ReturnType<Parameters<Give>[0]['call']>,
) {
  const client = useQueryClient();
  const { state, give } = useCommand();
  async function send(orderNumber: string, body: B, what: string): Promise<boolean> {
    const answer = await give({
      orderNumber,
      kind,
      body,
      call: (params) => call(orderNumber, body, params),
    });
    // Of another post's document nothing may be seen any more once it is made.
    const isGone = answer && kind === 'completeProduction';
    if (!isGone) void client.invalidateQueries({ queryKey: ['case', orderNumber] });
    if (answer) noteDone({ page, orderNumber, what });
    return answer !== undefined;
  }
  return { state, send };
}
type Give = ReturnType<typeof useCommand>['give'];
