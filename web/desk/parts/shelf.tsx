import type { Case, Document } from '../../client/api.ts';
import { useWords } from '../words.ts';

type Props = {
  shown: Case;
  documents: Document[];
  current: Document | undefined;
  titleOf: (document: Document) => string;
  onChoose: (document: Document) => void;
};

/** All pictures of the order, small: one looks larger at the one that is chosen. */
export function Shelf({ shown, documents, current, titleOf, onChoose }: Props) {
  const say = useWords();
  return (
    <ul className="shelf">
      {documents.map((document) => (
        <li key={document.id}>
          <button
            type="button"
            aria-current={document.id === current?.id ? 'true' : undefined}
            onClick={() => onChoose(document)}
          >
            <img
              src={`${pictureUrl(shown, document)}/preview`}
              alt=""
              loading="lazy"
              onError={({ currentTarget }) => (currentTarget.hidden = true)}
            />
            <span>{titleOf(document)}</span>
            {isNew(shown, document) && <span className="new">{say('newPicture')}</span>}
            {document.sameAs.length > 0 && <span className="new">{say('samePicture')}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}

export const pictureUrl = ({ orderNumber }: Case, { id }: Document): string =>
  `/v1/staff/cases/${orderNumber}/documents/${id}`;

/** Came with the latest supplement. */
export function isNew({ status, answered }: Case, { kind, state }: Document): boolean {
  if (state === 'pending') return true;
  const items = status === 'in_review' ? answered?.items : undefined;
  return items?.some(({ target, name }) => target === 'document' && name === kind) ?? false;
}
