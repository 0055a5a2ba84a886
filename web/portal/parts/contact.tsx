import type { Post } from '../../client/api.ts';
import { useOrderWords } from './order-words.ts';

/** How a post is asked: each address and number one tap away. */
export function Contact({ post, hint }: { post: Post; hint?: string }) {
  const t = useOrderWords();
  return (
    <section className="contact" aria-labelledby="contact-title">
      <h2 id="contact-title">{post.name}</h2>
      {hint ? <p className="hint">{hint}</p> : null}
      <ul>
        {post.consultationEmail ? (
          <li>
            <a href={`mailto:${post.consultationEmail}`}>{post.consultationEmail}</a>
          </li>
        ) : null}
        {post.consultationPhones.map((phone) => (
          <li key={phone}>
            <a href={`tel:${phone}`}>{phone}</a>
          </li>
        ))}
        <li>
          {t('protection')} <a href={`tel:${post.protectionPhone}`}>{post.protectionPhone}</a>
        </li>
      </ul>
      {post.phoneHours ? <p className="hint">{post.phoneHours}</p> : null}
    </section>
  );
}
