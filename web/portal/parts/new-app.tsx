import { type FormEvent, useState } from 'react';
import { Qr } from '../../shared/qr.tsx';
import { useAccountWords } from './account-words.ts';
import { focusOn } from './focus.ts';
import { PlainField } from './plain-field.tsx';

export type AppToAdd = { id: string; secret: string; qr: { size: number; path: string } };

/** An authenticator app is added with the first code that it shows. */
export function NewApp({
  app,
  busy,
  onCode,
  onCancel,
}: {
  app: AppToAdd;
  busy: boolean;
  onCode: (code: string) => void;
  onCancel: () => void;
}) {
  const t = useAccountWords();
  const [code, setCode] = useState('');
  const [isNoCode, setNoCode] = useState(false);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const plain = code.replaceAll(/\s/g, '');
    const isCode = /^\d{6}$/.test(plain);
    setNoCode(!isCode);
    if (isCode) onCode(plain);
    else focusOn('code');
  }
  return (
    <form onSubmit={submit} noValidate>
      <p>{t('scanLead')}</p>
      <Qr qr={app.qr} label={t('qrLabel')} />
      <p>
        {t('keyByHand')} <code className="secret">{app.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <PlainField
        id="code"
        label={t('factorCode')}
        hint={t('factorCodeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        className="code-input"
        value={code}
        onChange={setCode}
        fault={isNoCode ? t('factorCodeFault') : undefined}
      />
      <div className="buttons">
        <button className="button" type="submit" disabled={busy}>
          {t('goOn')}
        </button>
        <button className="link-button" type="button" onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
