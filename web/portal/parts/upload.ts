import { FILE_HEAD_BYTES, type FileKind, fileKindOf } from '../../../domain/file-kinds.ts';
import type { Document, Problem } from '../../client/api.ts';
import { currentLang, LANG_TAGS } from '../../shared/lang.ts';
import { ApiProblem, Unreachable } from '../../shared/problem.ts';

const PICTURE_BYTES_MAX = 5 * 1024 * 1024;

/** Why a file is not sent: its kind where we know it, `unknown` for any other that is no JPEG. */
export type PictureTrouble = 'empty' | 'unknown' | 'too-big' | FileKind;

/** What can be said of a file before it is sent: by its first bytes, as names and types lie. */
export async function troubleOf(file: File): Promise<PictureTrouble | undefined> {
  if (file.size === 0) return 'empty';
  const head = new Uint8Array(await file.slice(0, FILE_HEAD_BYTES).arrayBuffer());
  if (head[0] !== 0xff || head[1] !== 0xd8) return fileKindOf(head) ?? 'unknown';
  return file.size > PICTURE_BYTES_MAX ? 'too-big' : undefined;
}

const SIDES = [4_000, 3_000, 2_200, 1_600];

/** The same picture as a JPEG that may be sent, made on this device; undefined when the browser cannot read it. */
export async function asJpeg(file: File): Promise<File | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  for (const side of SIDES) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext('2d');
    if (!pen) return undefined;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
    if (blob && blob.size <= PICTURE_BYTES_MAX)
      return new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' });
  }
  return undefined;
}

/** A name that the API takes: cameras and messengers give all kinds. */
const safeName = (name: string): string =>
  `${
    name
      .replace(/\.\w+$/, '')
      .replace(/[\p{Cc}\p{Bidi_Control}/\\]/gu, '_')
      .slice(0, 60) || 'photo'
  }.jpg`;

/**
 * Sends one picture; `fetch` cannot tell how far it is.
 * @throws ApiProblem · Unreachable
 */
export function upload(path: string, file: File, onProgress: (part: number) => void): Promise<Document> {
  const form = new FormData();
  form.set('file', new File([file], safeName(file.name), { type: 'image/jpeg' }));
  const request = new XMLHttpRequest();
  return new Promise((done, fail) => {
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener('load', () => {
      const answer = readJson(request.responseText);
      if (request.status === 201) done(answer as Document);
      else if (answer && typeof answer === 'object' && 'title' in answer)
        fail(new ApiProblem(answer as Problem));
      else fail(new Unreachable('not an answer of ours'));
    });
    for (const event of ['error', 'timeout', 'abort'])
      request.addEventListener(event, () => fail(new Unreachable('no answer')));
    request.timeout = 120_000;
    request.open('POST', path);
    request.setRequestHeader('accept-language', LANG_TAGS[currentLang()]);
    request.send(form);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
