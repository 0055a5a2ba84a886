/** Drawn with a pen or a finger: strokes of x, y pairs in a box of the given size. */
export type Signature = { width: number; height: number; strokes: number[][] };

/** The drawing as a picture that every browser shows. Numbers alone are put into it. */
export function signatureSvg({ width, height, strokes }: Signature): string {
  const lines = strokes.map((stroke) => {
    const points = stroke.map(Number).map((each, at) => (at % 2 === 0 ? ` ${each}` : `,${each}`));
    return `<polyline points="${points.join('').trim()}"/>`;
  });
  const [w, h] = [Number(width), Number(height)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}"><g fill="none" stroke="black" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">${lines.join('')}</g></svg>`;
}
