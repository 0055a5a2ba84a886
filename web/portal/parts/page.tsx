import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useShellWords } from './shell-words.ts';
import { Sign } from './signs.tsx';

type PageProps = {
  title: string;
  lead?: ReactNode;
  back?: { link: LinkProps; words: string };
  /** What one looks up, not what one has to do: beside the page where there is room, otherwise below. */
  aside?: ReactNode;
  /** What the page is about, above its title. */
  over?: ReactNode;
  children?: ReactNode;
};

let isFirstPage = true;

/** One page: its title in the window and, after a change of page, under the focus, so that a reader's software says it. */
export function Page({ title, lead, back, aside, over, children }: PageProps) {
  const t = useShellWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t('brand')}`;
  }, [title, t]);
  useEffect(() => {
    // The first page of a visit is read from its top; one that names a place on it is read from there.
    if (!isFirstPage && !location.hash) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    isFirstPage = false;
  }, []);
  return (
    <div className={aside ? 'page page-two' : 'page'}>
      <div className="page-main">
        {back ? (
          <p className="back">
            <Link {...back.link}>
              <Sign of="back" />
              {back.words}
            </Link>
          </p>
        ) : null}
        {over ? <p className="over">{over}</p> : null}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead ? <div className="lead">{lead}</div> : null}
        {children}
      </div>
      {aside ? <aside className="page-aside">{aside}</aside> : null}
    </div>
  );
}
