import { Link } from '../ways.tsx';
import { useWords } from '../words.ts';

export function Nowhere() {
  const say = useWords();
  return (
    <main className="alone">
      <h1>{say('nowhere')}</h1>
      <Link place={{ to: '/' }}>{say('toHome')}</Link>
    </main>
  );
}
