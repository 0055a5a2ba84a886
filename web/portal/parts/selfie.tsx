import { type RefObject, useEffect, useRef, useState } from 'react';
import { useFormWords } from './form-words.ts';

type Camera =
  | { state: 'closed' | 'opening' }
  | { state: 'open'; stream: MediaStream }
  | { state: 'denied' | 'none' };

/** Enough for the comparison, little to send. */
const SIDE = 960;

/**
 * A selfie taken in the page, for devices with a camera before the face. It opens only when asked, says beforehand
 * what the browser will ask, and closes with the picture or with the page. `fallback` is another way to give a picture.
 */
export function SelfieCamera({ onTake }: { onTake: (selfie: File) => void }) {
  const t = useFormWords();
  const [camera, setCamera] = useState<Camera>({ state: 'closed' });
  const video = useRef<HTMLVideoElement>(null);
  useStream(video, camera);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  async function open(): Promise<void> {
    setCamera({ state: 'opening' });
    try {
      const wish = { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 } };
      const stream = await navigator.mediaDevices.getUserMedia({ video: wish });
      if (isHere.current) setCamera({ state: 'open', stream });
      else stop(stream); // allowed after the page was left
    } catch (error) {
      const isDenied = error instanceof DOMException && /NotAllowed|Security/.test(error.name);
      setCamera({ state: isDenied ? 'denied' : 'none' });
    }
  }
  async function take(): Promise<void> {
    const selfie = video.current && (await pictureOf(video.current));
    if (!selfie) return;
    setCamera({ state: 'closed' });
    onTake(selfie);
  }
  if (camera.state === 'open')
    return (
      <div className="selfie">
        <p>{t('selfieHow')}</p>
        {/* What a camera sees has no words to caption. */}
        <video ref={video} autoPlay playsInline muted aria-label={t('selfieView')} />
        <div className="buttons">
          <button type="button" className="button-quiet" onClick={() => void take()}>
            {t('selfieTake')}
          </button>
          <button type="button" className="link-button" onClick={() => setCamera({ state: 'closed' })}>
            {t('selfieClose')}
          </button>
        </div>
      </div>
    );
  return (
    <>
      <p className="hint">{t('selfieWhy')}</p>
      <p role="status">
        {camera.state === 'opening'
          ? t('selfieOpening')
          : camera.state === 'denied'
            ? t('selfieDenied')
            : camera.state === 'none'
              ? t('selfieNone')
              : ''}
      </p>
      <button
        type="button"
        className="button-quiet"
        disabled={camera.state === 'opening'}
        onClick={() => void open()}
      >
        {t('selfieOpen')}
      </button>
    </>
  );
}

/** Shows the stream while it is open, and lets the camera go afterwards. */
function useStream(video: RefObject<HTMLVideoElement | null>, camera: Camera): void {
  const stream = camera.state === 'open' ? camera.stream : undefined;
  useEffect(() => {
    if (video.current && stream) video.current.srcObject = stream;
    return () => stop(stream);
  }, [video, stream]);
}

const stop = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};

async function pictureOf(video: HTMLVideoElement): Promise<File | undefined> {
  const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  const pen = canvas.getContext('2d');
  if (!pen || canvas.width === 0) return undefined;
  pen.drawImage(video, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.92));
  return blob ? new File([blob], 'selfie.jpg', { type: 'image/jpeg' }) : undefined;
}
