import { useMe, usePost } from '../asks.ts';
import { ChangePassword } from '../parts/account/change-password.tsx';
import { OwnFactors } from '../parts/account/own-factors.tsx';
import { OwnSessions } from '../parts/account/own-sessions.tsx';
import { useAccountWords } from '../parts/account/words.ts';
import { useWords } from '../words.ts';
import '../styles/account.css';

/** One's own account: how one proves oneself, and where one is signed in. */
export function AccountPage() {
  const say = useWords();
  const tell = useAccountWords();
  const me = useMe();
  const post = usePost(me?.post);
  if (!me) return null;
  return (
    <div className="page account">
      <div>
        <h1>{say('ownAccount')}</h1>
        <p className="soft">
          {me.name} · {post?.name ?? me.post} · {me.roles.map((role) => say(`role.${role}`)).join(' / ')}
        </p>
        {!me.hasPassword && <p className="soft">{tell('passwordElsewhere')}</p>}
      </div>
      <OwnFactors />
      <OwnSessions hasPassword={me.hasPassword} />
      {me.hasPassword && <ChangePassword />}
    </div>
  );
}
