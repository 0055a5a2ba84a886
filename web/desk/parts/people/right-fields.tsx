import { Checkbox } from 'antd';
import { STAFF_ROLES, type StaffRole } from '../../../../domain/commands.ts';
import type { PostCode } from '../../../../domain/posts.ts';
import { administers } from '../../../../domain/staffing.ts';
import { useMe, usePosts } from '../../asks.ts';
import { useWords } from '../../words.ts';
import { usePeopleWords } from './words.ts';

type Props = {
  post: PostCode;
  roles: StaffRole[];
  onChange: (part: { post?: PostCode; roles?: StaffRole[] }) => void;
  rolesFault: string | undefined;
};

/** Where somebody works and as what. A post that one does not administer is not offered. */
export function RightFields({ post, roles, onChange, rolesFault }: Props) {
  const say = useWords();
  const tell = usePeopleWords();
  const me = useMe();
  const posts = usePosts().filter(({ code }) => code === post || (me && administers(me, code)));
  const tick = (role: StaffRole, isOn: boolean): void =>
    onChange({ roles: isOn ? [...roles, role] : roles.filter((each) => each !== role) });
  return (
    <>
      <div className="field">
        <label htmlFor="change-post">{tell('ownPost')}</label>
        <select
          id="change-post"
          value={post}
          onChange={(event) => onChange({ post: event.target.value as PostCode })}
        >
          {posts.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <fieldset aria-describedby={rolesFault ? 'change-roles-fault' : undefined}>
        <legend>{tell('roles')}</legend>
        <div className="roles">
          {STAFF_ROLES.map((role) => (
            <Checkbox
              key={role}
              checked={roles.includes(role)}
              aria-invalid={rolesFault ? true : undefined}
              onChange={(event) => tick(role, event.target.checked)}
            >
              {say(`role.${role}`)}
            </Checkbox>
          ))}
        </div>
        {rolesFault && (
          <p id="change-roles-fault" className="fault">
            {rolesFault}
          </p>
        )}
      </fieldset>
    </>
  );
}
