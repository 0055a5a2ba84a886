import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Case, Document, Form } from '../../client/api.ts';
import type { DecisionDraft } from '../decisions.ts';
import { useKeys } from '../keys.ts';
import { type Say, useWords } from '../words.ts';
import { AskReason, AskTick } from './ask-tick.tsx';
import { LOOK_FIT, type Look, Picture, turned, zoomed } from './picture.tsx';
import { isNew, pictureUrl, Shelf } from './shelf.tsx';

type Props = {
  shown: Case;
  form: Form | undefined;
  items: DecisionDraft['items'] | undefined;
  onItems: (items: DecisionDraft['items']) => void;
};
type Pane = { documentId: string | undefined; look: Look };
type Side = 0 | 1;

/** The pictures: one large, or two beside each other; which one the keys move is framed. */
export function Documents({ shown, form, items, onItems }: Props) {
  const say = useWords();
  const documents = inOrder(shown, form);
  const [panes, setPanes] = useState<[Pane, Pane]>([blank, blank]);
  const [isPair, setPair] = useState(false);
  const [side, setSide] = useState<Side>(0);
  const stages = useRef<(HTMLElement | null)[]>([]);
  const shownAt = (at: Side): Document | undefined =>
    documents.find(({ id }) => id === panes[at].documentId) ?? documents[at] ?? documents[0];
  const current = shownAt(side);
  const set = (at: Side, change: Partial<Pane>): void =>
    setPanes(
      (earlier) =>
        earlier.map((pane, index) => (index === at ? { ...pane, ...change } : pane)) as [Pane, Pane],
    );
  const look = (change: (look: Look) => Look): void => set(side, { look: change(panes[side].look) });
  function go(by: number): void {
    const index = documents.findIndex(({ id }) => id === current?.id);
    const to = documents[(index + by + documents.length) % documents.length];
    if (to) set(side, { documentId: to.id, look: LOOK_FIT });
  }
  const other = (): void => {
    const next: Side = side === 0 && isPair ? 1 : 0;
    setSide(next);
    stages.current[next]?.focus();
  };
  const pair = (): void => {
    setPair(!isPair);
    setSide(0);
  };
  const tools: Tool[] = [
    { key: ']', label: say('nextPicture'), run: () => go(1) },
    { key: '[', label: say('previousPicture'), run: () => go(-1) },
    { key: '+', label: say('zoomIn'), run: () => look((each) => zoomed(each, 1.25)) },
    { key: '-', label: say('zoomOut'), run: () => look((each) => zoomed(each, 0.8)) },
    { key: '0', label: say('fit'), run: () => look(({ turn }) => ({ ...LOOK_FIT, turn })) },
    { key: 'r', label: say('rotate'), run: () => look(turned) },
    { key: 'c', label: say('compare'), run: pair, pressed: isPair },
  ];
  useKeys([
    ...tools.map(({ key, label, run }) => ({ key, label, run, group: 'looking' as const })),
    { key: '=', label: say('zoomIn'), group: 'looking', run: () => look((each) => zoomed(each, 1.25)) },
    { key: 'o', label: say('otherPane'), group: 'looking', run: other },
    { key: 'd', label: say('focusViewer'), group: 'looking', run: () => stages.current[side]?.focus() },
  ]);
  useAhead(shown, documents[documents.findIndex(({ id }) => id === current?.id) + 1]);
  const titleOf = (document: Document): string => documentTitle(document, documents, form);
  const sides: Side[] = isPair ? [0, 1] : [0];
  return (
    <section className="documents" aria-label={say('documents')}>
      <div className="column-head">
        <h2>{say('documents')}</h2>
        <div className="tools" role="toolbar" aria-label={say('viewer')}>
          {tools.map(({ key, label, run, pressed }) => (
            <Button key={key} size="small" onClick={run} aria-keyshortcuts={key} aria-pressed={pressed}>
              {label} <kbd>{key}</kbd>
            </Button>
          ))}
        </div>
      </div>
      <Shelf
        shown={shown}
        documents={documents}
        current={current}
        titleOf={titleOf}
        onChoose={(document) => set(side, { documentId: document.id, look: LOOK_FIT })}
      />
      {items && form && (
        <ul className="ask-documents">
          {form.materials.map(({ kind, title }) => (
            <li key={kind}>
              <AskTick target="document" name={kind} label={title} items={items} onItems={onItems}>
                {title}
              </AskTick>
              <AskReason target="document" name={kind} label={title} items={items} onItems={onItems} />
            </li>
          ))}
        </ul>
      )}
      {documents.length === 0 && <p className="soft">{say('noDocuments')}</p>}
      <div className="stages" data-pair={isPair}>
        {sides.map((at) => {
          const document = shownAt(at);
          return (
            document && (
              <Picture
                key={`${at} ${document.id}`}
                ref={(element) => {
                  stages.current[at] = element;
                }}
                src={pictureUrl(shown, document)}
                label={`${say(at === 0 ? 'viewer' : 'viewerB')}: ${titleOf(document)}. ${say('viewerHelp')}`}
                title={titleOf(document)}
                look={panes[at].look}
                isActive={isPair && side === at}
                onLook={(next) => set(at, { look: next })}
                onActive={() => setSide(at)}
              />
            )
          );
        })}
      </div>
    </section>
  );
}

const blank: Pane = { documentId: undefined, look: LOOK_FIT };
type Tool = { key: string; label: ReturnType<Say>; run: () => void; pressed?: boolean };

/** In the form's order; of a supplement that was just answered, the new pictures first. */
function inOrder(shown: Case, form: Form | undefined): Document[] {
  const kinds = form?.materials.map(({ kind }) => kind) ?? [];
  const rank = (document: Document): number =>
    (isNew(shown, document) ? -100 : 0) + kinds.indexOf(document.kind);
  return shown.documents.toSorted((a, b) => rank(a) - rank(b));
}

function documentTitle(document: Document, all: Document[], form: Form | undefined): string {
  const title = form?.materials.find(({ kind }) => kind === document.kind)?.title ?? document.kind;
  const same = all.filter(({ kind }) => kind === document.kind);
  return same.length > 1 ? `${title} ${same.indexOf(document) + 1}` : title;
}

/** Asks for the next picture while one looks at this one. */
function useAhead(shown: Case, next: Document | undefined): void {
  const url = next && pictureUrl(shown, next);
  useEffect(() => {
    if (url) new Image().src = url;
  }, [url]);
}
