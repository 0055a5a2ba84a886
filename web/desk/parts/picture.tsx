import { Button } from 'antd';
import { type KeyboardEvent, type PointerEvent, type Ref, useEffect, useRef, useState } from 'react';
import { useWords } from '../words.ts';

/** How a picture is looked at: `zoom` 1 = as large as fits; `x`, `y` in pixels of the screen; `turn` in quarter turns. */
export type Look = { zoom: number; x: number; y: number; turn: number };
export const LOOK_FIT: Look = { zoom: 1, x: 0, y: 0, turn: 0 };
const ZOOM_MIN = 0.5;
const ZOOM_MAX = 16;
const STEP_PX = 60;

export const turned = (look: Look): Look => ({ ...look, turn: (look.turn + 1) % 4, x: 0, y: 0 });
export function zoomed(look: Look, by: number): Look {
  const zoom = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, look.zoom * by));
  const real = zoom / look.zoom;
  return { ...look, zoom, x: look.x * real, y: look.y * real };
}

type Size = { width: number; height: number };
type Props = {
  ref: Ref<HTMLElement>;
  src: string;
  title: string;
  label: string;
  look: Look;
  isActive: boolean;
  onLook: (look: Look) => void;
  onActive: () => void;
};

/** One picture that is dragged, zoomed and turned, by mouse or by keys. */
export function Picture({ ref, src, title, label, look, isActive, onLook, onActive }: Props) {
  const say = useWords();
  const stage = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size>({ width: 1, height: 1 });
  const [size, setSize] = useState<Size>();
  const [failed, setFailed] = useState(false);
  const drag = useRef<{ x: number; y: number } | null>(null);
  const latest = useRef({ look, onLook });
  latest.current = { look, onLook };

  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() =>
      setRoom({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    // React's own wheel listener is passive and could not keep the page from scrolling.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      latest.current.onLook(zoomed(latest.current.look, event.deltaY < 0 ? 1.15 : 1 / 1.15));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', onWheel);
    };
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    const by = MOVES[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onLook({ ...look, x: look.x - by[0] * STEP_PX, y: look.y - by[1] * STEP_PX });
  }
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    onActive();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX - look.x, y: event.clientY - look.y };
  }
  function onPointerMove({ clientX, clientY }: PointerEvent): void {
    if (drag.current) onLook({ ...look, x: clientX - drag.current.x, y: clientY - drag.current.y });
  }
  const scale = size ? fitScale(size, room, look.turn) * look.zoom : 1;
  return (
    <figure
      ref={ref}
      className="stage"
      tabIndex={0}
      aria-label={label}
      data-active={isActive}
      onKeyDown={onKeyDown}
      onFocus={onActive}
    >
      <figcaption>{title}</figcaption>
      {/* Dragging is a second way: keys and buttons do the same. */}
      <div
        ref={stage}
        className="stage-room"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
      >
        {failed ? (
          <div className="stage-failed">
            <p role="alert">{say('pictureFailed')}</p>
            <Button onClick={() => setFailed(false)}>{say('tryAgain')}</Button>
          </div>
        ) : (
          <img
            src={src}
            alt={title}
            draggable={false}
            onError={() => setFailed(true)}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
              setSize({ width, height })
            }
            style={{
              visibility: size ? 'visible' : 'hidden',
              transform: `translate(-50%, -50%) translate(${look.x}px, ${look.y}px) rotate(${look.turn * 90}deg) scale(${scale})`,
            }}
          />
        )}
        {!size && !failed && <p className="soft">{say('loadingPicture')}</p>}
      </div>
    </figure>
  );
}

const MOVES: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Small portraits grow at most to twice their size: more shows no more. */
function fitScale({ width, height }: Size, room: Size, turn: number): number {
  const [across, down] = turn % 2 === 0 ? [width, height] : [height, width];
  return Math.min(room.width / across, room.height / down, 2);
}
