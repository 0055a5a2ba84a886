import { useState } from 'react';
import type { Document } from '../../client/api.ts';
import { useFormWords } from './form-words.ts';
import { Sign } from './signs.tsx';

/** One uploaded picture: a small one that opens the whole, what is to be said about it, and a way to remove it. */
export function Picture({
  document,
  title,
  address,
  sameAs,
  onRemove,
}: {
  document: Document;
  title: string;
  address: { whole: string; small: string };
  sameAs: readonly string[];
  onRemove: (document: Document) => Promise<void>;
}) {
  const t = useFormWords();
  const [busy, setBusy] = useState(false);
  return (
    <div className="picture">
      <a href={address.whole} target="_blank" rel="noreferrer">
        <img
          src={address.small}
          alt={t('lookAt', { title })}
          width={document.width}
          height={document.height}
        />
      </a>
      <div>
        <p className="picture-name">
          <Sign of="tick" />
          {t('uploaded')}
        </p>
        <p className="hint">
          {document.fileName} · {Math.max(1, Math.round(document.bytes / 1024))} KB
        </p>
        {sameAs.length > 0 ? (
          <p className="advice">
            <Sign of="warn" />
            {t('sameAs', { kinds: sameAs.join(' · ') })}
          </p>
        ) : null}
        <button
          type="button"
          className="link-button"
          disabled={busy}
          onClick={() => {
            setBusy(true);
            void onRemove(document).finally(() => setBusy(false));
          }}
        >
          {t('remove')}
          <span className="unseen"> {title}</span>
        </button>
      </div>
    </div>
  );
}
