import { type PointerEvent, useEffect, useRef } from 'react';
import { useFormWords } from './form-words.ts';

/** x, y pairs of one stroke. */
export type Stroke = number[];
export const PAD = { width: 600, height: 240 };
const NUMBERS_MAX = 3_990;
const STROKES_MAX = 200;

/** A place to sign with finger, pen or mouse. What is drawn is kept as strokes, not as a picture. */
export function SignaturePad({
  strokes,
  onChange,
}: {
  strokes: readonly Stroke[];
  onChange: (next: Stroke[]) => void;
}) {
  const t = useFormWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const open = useRef<Stroke>(undefined);
  useEffect(() => draw(canvas.current, strokes), [strokes]);

  const pointOf = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = PAD.width / box.width;
    const within = (value: number, max: number): number =>
      Math.min(max, Math.max(0, Math.round(value * scale)));
    return [within(event.clientX - box.left, PAD.width), within(event.clientY - box.top, PAD.height)];
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (strokes.length >= STROKES_MAX) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    open.current = pointOf(event);
  };
  const go = (event: PointerEvent<HTMLCanvasElement>): void => {
    const stroke = open.current;
    if (!stroke || stroke.length >= NUMBERS_MAX) return;
    stroke.push(...pointOf(event));
    draw(canvas.current, [...strokes, stroke]);
  };
  const end = (): void => {
    const stroke = open.current;
    open.current = undefined;
    if (!stroke) return;
    // A tap is a dot: a stroke needs two points.
    onChange([...strokes, stroke.length < 4 ? [...stroke, ...stroke] : stroke]);
  };
  return (
    <div className="signature">
      <canvas
        ref={canvas}
        width={PAD.width}
        height={PAD.height}
        role="img"
        aria-label={strokes.length > 0 ? t('padSigned') : t('padEmpty')}
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <div className="buttons">
        <button
          type="button"
          className="button-quiet"
          disabled={strokes.length === 0}
          onClick={() => onChange(strokes.slice(0, -1))}
        >
          {t('undo')}
        </button>
        <button
          type="button"
          className="button-quiet"
          disabled={strokes.length === 0}
          onClick={() => onChange([])}
        >
          {t('clear')}
        </button>
      </div>
    </div>
  );
}

function draw(canvas: HTMLCanvasElement | null, strokes: readonly Stroke[]): void {
  const pen = canvas?.getContext('2d');
  if (!pen) return;
  pen.clearRect(0, 0, PAD.width, PAD.height);
  pen.lineWidth = 4;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.strokeStyle = '#1b1a17';
  for (const stroke of strokes) {
    pen.beginPath();
    pen.moveTo(stroke[0] ?? 0, stroke[1] ?? 0);
    for (let at = 2; at + 1 < stroke.length; at += 2) pen.lineTo(stroke[at] ?? 0, stroke[at + 1] ?? 0);
    pen.stroke();
  }
}
