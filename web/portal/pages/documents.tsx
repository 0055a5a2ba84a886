import { useNavigate, useParams } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import type { Document } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { isOfDocuments, stepsOf } from '../draft/steps.ts';
import { refreshDraft, useDraft, useDraftForm } from '../draft/use-draft.ts';
import { FaceCheck } from '../parts/face-check.tsx';
import { namedInAddress, useFocusFromAddress } from '../parts/focus.ts';
import { useFormWords } from '../parts/form-words.ts';
import { MrzOffer } from '../parts/mrz-offer.tsx';
import { Page } from '../parts/page.tsx';
import { PortraitAdvice } from '../parts/portrait-advice.tsx';
import { PortraitRules } from '../parts/portrait-rules.tsx';
import { Summary } from '../parts/summary.tsx';
import { Uploader } from '../parts/uploader.tsx';
import { queries, queryClient, useForm } from '../queries.ts';

export function Documents() {
  const t = useFormWords();
  const lang = useLang();
  const navigate = useNavigate();
  const { id } = useParams({ from: '/own/drafts/$id/documents' });
  const { draft, box, view } = useDraft(id);
  const form = useDraftForm(draft, view);
  // What was uploaded for another choice of answers is shown too, so that it can be removed.
  const uploaded = new Set(draft.documents.map(({ kind }) => kind));
  const asked = new Set(form.materials.map(({ kind }) => kind));
  const leftOver = useForm(draft.service, draft.formVersion).materials.filter(
    ({ kind }, at, every) =>
      uploaded.has(kind) && !asked.has(kind) && every.findIndex((each) => each.kind === kind) === at,
  );
  const materials = [...form.materials, ...leftOver];
  const titleOf = (kind: string): string => materials.find((each) => each.kind === kind)?.title ?? '';
  const [round, setRound] = useState(0);
  const [named] = useState(namedInAddress);
  useFocusFromAddress();
  const steps = stepsOf(draft, form, { documents: t('documentsTitle') });
  const at = steps.findIndex(({ key }) => key === 'documents');
  const next = steps[at + 1];
  const open = draft.open.filter(({ field }) => isOfDocuments(field));
  const portrait = draft.documents.findLast(({ kind }) => kind === 'portrait');
  const faultOf = (kind: string) =>
    round > 0 || named || draft.documents.length > 0
      ? open.find(({ field }) => field === `materials.${kind}`)
      : undefined;

  const remove = async (document: Document): Promise<void> => {
    await data(api.deleteDocument(id, document.id, { format: 'text' }));
    await refreshDraft(id);
  };
  async function take(kind: string): Promise<void> {
    await refreshDraft(id);
    if (kind !== 'portrait') return;
    // Advice may come late, or not at all: nothing waits for it.
    void data(api.checkPortrait(id, {})).then(
      () => refreshDraft(id),
      () => undefined,
    );
  }
  async function goOn(): Promise<void> {
    const fresh = await queryClient.fetchQuery({ ...queries.draft(id, lang), staleTime: 0 });
    if (fresh.open.some(({ field }) => isOfDocuments(field))) setRound((before) => before + 1);
    else await navigate(next ? next.link : { to: '/drafts/$id', params: { id } });
  }
  return (
    <Page
      title={t('documentsTitle')}
      over={t('stepOf', { step: at + 1, all: steps.length })}
      lead={<p>{t('documentsLead')}</p>}
      back={{ link: { to: '/drafts/$id', params: { id } }, words: t('toTasks') }}
    >
      <Summary
        title={t('summaryTitle')}
        round={round}
        faults={(round > 0 ? open : []).map((fault) => ({
          ...fault,
          label: fault.field === 'face' ? t('faceTitle') : titleOf(fault.field.replace('materials.', '')),
        }))}
      />
      {materials.map((material) => (
        <Fragment key={material.kind}>
          <Uploader
            material={material}
            documents={draft.documents.filter(({ kind }) => kind === material.kind)}
            uploadPath={`/v1/drafts/${id}/documents?kind=${material.kind}`}
            pictureOf={(document) => pictureOf(id, document)}
            titleOf={titleOf}
            help={material.kind === 'portrait' ? <PortraitRules /> : undefined}
            onChange={() => take(material.kind)}
            onRemove={remove}
            fault={
              round > 0 ||
              named === `materials.${material.kind}` ||
              faultOf(material.kind)?.rule !== 'material-required'
                ? faultOf(material.kind)?.reason
                : undefined
            }
          />
          {material.kind === 'portrait' && portrait ? (
            <>
              <PortraitAdvice
                id={id}
                portrait={portrait}
                address={pictureOf(id, portrait).small}
                onChange={() => refreshDraft(id)}
              />
              <FaceCheck id={id} portraitId={portrait.id} onChange={() => refreshDraft(id)} />
            </>
          ) : null}
          {material.kind === 'passport-data-page' && uploaded.has(material.kind) ? (
            <MrzOffer
              draft={draft}
              form={form}
              box={box}
              view={view}
              fields={form.sections.flatMap(({ fields }) => fields)}
            />
          ) : null}
        </Fragment>
      ))}
      <button type="button" className="button" onClick={() => void goOn()}>
        {t('goOn')}
      </button>
    </Page>
  );
}

const pictureOf = (id: string, document: Document) => {
  const whole = `/v1/drafts/${id}/documents/${document.id}`;
  return { whole, small: `${whole}/preview` };
};
