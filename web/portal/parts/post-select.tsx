import { useId } from 'react';
import type { PostCode } from '../../../domain/posts.ts';
import { usePosts } from '../queries.ts';

/** Whose numbers and addresses are shown. */
export function PostSelect({ label, post, onChoose }: Props) {
  const id = useId();
  const posts = usePosts();
  const choose = (value: string): void => {
    const chosen = posts.find(({ code }) => code === value);
    if (chosen) onChoose(chosen.code);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={post} onChange={(event) => choose(event.target.value)}>
        {posts.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
type Props = { label: string; post: PostCode; onChoose: (post: PostCode) => void };
