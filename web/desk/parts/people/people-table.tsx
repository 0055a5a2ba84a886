import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { StaffPerson } from '../../../client/api.ts';
import { useRolesText } from './rights-text.ts';
import { usePeopleWords } from './words.ts';

type Props = {
  people: StaffPerson[];
  ownId: string;
  /** The logins about which a change waits. */
  waiting: ReadonlySet<string>;
  onChange: (whom: StaffPerson) => void;
};

/** Those whom one administers, and from each the way to a change; not to one's own rights (A9). */
export function PeopleTable({ people, ownId, waiting, onChange }: Props) {
  const tell = usePeopleWords();
  const id = useId();
  const [part, setPart] = useState('');
  const wanted = part.trim().toLowerCase();
  const shown = people.filter(({ name, login }) => `${name} ${login}`.toLowerCase().includes(wanted));
  // Who looks after one post alone knows which.
  const hasPosts = new Set(people.map(({ post }) => post)).size > 1;
  return (
    <section className="tasks" aria-labelledby={id}>
      <div className="page-head">
        <h2 id={id}>{tell('peopleCount', { count: shown.length })}</h2>
        <div className="in-a-row">
          <label htmlFor={`${id}-part`}>{tell('filter')}</label>
          <Input
            id={`${id}-part`}
            type="search"
            autoComplete="off"
            spellCheck={false}
            value={part}
            onChange={(event) => setPart(event.target.value)}
          />
        </div>
      </div>
      {shown.length === 0 ? (
        <p className="soft">{tell('noneFound')}</p>
      ) : (
        <div className="table-room" tabIndex={0} role="group" aria-labelledby={id}>
          <table>
            <thead>
              <tr>
                <th scope="col">{tell('fullName')}</th>
                <th scope="col">{tell('loginName')}</th>
                {hasPosts && <th scope="col">{tell('ownPost')}</th>}
                <th scope="col">{tell('roles')}</th>
                <th scope="col">{tell('state')}</th>
                <th scope="col">{tell('factorCount')}</th>
                <th scope="col">{tell('change')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((each) => (
                <Row
                  key={each.id}
                  member={each}
                  hasPosts={hasPosts}
                  isSelf={each.id === ownId}
                  waits={waiting.has(each.login)}
                  onChange={onChange}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Where one stands again when a change was asked for or left. */
export const changeButtonId = (whom: StaffPerson | undefined): string => `ask-${whom?.id ?? 'new'}`;

type RowProps = {
  member: StaffPerson;
  hasPosts: boolean;
  isSelf: boolean;
  waits: boolean;
  onChange: Props['onChange'];
};

function Row({ member, hasPosts, isSelf, waits, onChange }: RowProps) {
  const tell = usePeopleWords();
  const rolesText = useRolesText();
  const { login, name, post, roles, state, factors } = member;
  return (
    <tr data-state={state}>
      <th scope="row">{name}</th>
      <td className="login">{login}</td>
      {hasPosts && <td data-label={tell('ownPost')}>{post}</td>}
      <td className="wrapped">{rolesText(roles)}</td>
      <td>
        <span className={state === 'active' ? '' : 'mark'}>{tell(`state.${state}`)}</span>
      </td>
      <td data-label={tell('factorCount')}>{factors}</td>
      <td>
        {isSelf ? (
          <span className="soft">{tell('yourself')}</span>
        ) : (
          <Button
            id={changeButtonId(member)}
            size="small"
            aria-label={`${tell('change')}: ${name} (${login})`}
            onClick={() => onChange(member)}
          >
            {tell('change')}
          </Button>
        )}
        {waits && <span className="waits"> {tell('changeWaits')}</span>}
      </td>
    </tr>
  );
}
