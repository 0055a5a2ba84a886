import type { Answers } from './forms/definition.ts';

/** What the answers say about Chinese nationality; the article is of the Nationality Law of 1980. */
export type NationalityVerdict =
  | { verdict: 'eligible' }
  | { verdict: 'ineligible'; article: 5 | 9 }
  | { verdict: 'doubtful' };

const ELIGIBLE = { verdict: 'eligible' } as const;
const DOUBTFUL = { verdict: 'doubtful' } as const;

/**
 * Whether the applicant is a Chinese national by the form's counted answers. Only what the law decides without
 * weighing is `ineligible`; everything unclear is `doubtful` and goes to an officer, never to a refusal. Answers that a
 * form does not ask raise no doubt: an officer decides on the papers anyway.
 */
export function nationalityVerdict(answers: Answers): NationalityVerdict {
  const verdicts = [byAcquisition(answers), byBirth(answers)];
  return (
    verdicts.find(({ verdict }) => verdict === 'ineligible') ??
    verdicts.find(({ verdict }) => verdict === 'doubtful') ??
    ELIGIBLE
  );
}

/** Art. 9: who is settled abroad and voluntarily acquires a foreign nationality loses the Chinese one. */
function byAcquisition(answers: Answers): NationalityVerdict {
  switch (answers['nationality.foreign'] ?? '') {
    case 'applied':
      return DOUBTFUL;
    case 'acquired':
      break;
    default:
      // A foreign passport without a foreign nationality wants an explanation.
      return answers['nationality.foreignPassport'] === 'yes' ? DOUBTFUL : ELIGIBLE;
  }
  const how = answers['nationality.how'];
  // From birth: art. 5 decides, as far as it was asked.
  if (how === 'birth') return answers['birth.parents'] === undefined ? DOUBTFUL : ELIGIBLE;
  const isLost = how === 'voluntary' && answers['nationality.settled'] === 'yes';
  return isLost ? { verdict: 'ineligible', article: 9 } : DOUBTFUL;
}

/**
 * Art. 5: a child born abroad to at least one Chinese citizen is a Chinese national, unless that parent was settled
 * abroad and the child had a foreign nationality from birth.
 */
function byBirth(answers: Answers): NationalityVerdict {
  const parents = answers['birth.parents'];
  if (parents === undefined) return ELIGIBLE;
  if (parents === 'none') {
    // Nationality may still have come later and by other ways; a child of foreigners born in the US has none.
    return answers['travel.ground'] === 'us-born-child' ? { verdict: 'ineligible', article: 5 } : DOUBTFUL;
  }
  const settled = answers['birth.settled'];
  const foreign = answers['birth.foreignNationality'];
  if (settled === 'yes' && foreign === 'yes') return { verdict: 'ineligible', article: 5 };
  return settled === 'no' || foreign === 'no' ? ELIGIBLE : DOUBTFUL;
}
