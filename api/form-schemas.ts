import { z } from 'zod';
import type { Condition as ConditionData } from '../domain/forms/conditions.ts';
import { FORM_SERVICES } from '../domain/forms/form.ts';

/** Services that are ordered with a form. */
export const ServiceText = z.enum(FORM_SERVICES);

/** When something is asked; domain/forms/conditions.ts evaluates it, for pages too. */
const Condition: z.ZodType<ConditionData, ConditionData> = z
  .lazy(() =>
    z.union([
      z.object({ field: z.string(), is: z.array(z.string()) }),
      z.object({ field: z.string(), olderThanYears: z.int() }),
      z.object({ age: z.object({ under: z.int() }) }),
      z.object({ all: z.array(Condition) }),
      z.object({ any: z.array(Condition) }),
      z.object({ not: Condition }),
    ]),
  )
  .meta({ id: 'Condition' });

export const Field = z
  .object({
    id: z.string(),
    label: z.string(),
    hint: z.string().optional(),
    when: Condition.optional(),
    kind: z.enum(['text', 'date', 'choice', 'longtext', 'mrz']),
    options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
    required: z.boolean(),
    maxLength: z.int(),
    noneAllowed: z.boolean().optional(),
  })
  .meta({ id: 'FormField' });

export const Material = z
  .object({
    kind: z.string(),
    title: z.string(),
    hint: z.string(),
    when: Condition.optional(),
    required: z.boolean(),
    many: z.boolean().optional(),
  })
  .meta({ id: 'FormMaterial' });

export const Form = z
  .object({
    service: z.string(),
    version: z.int(),
    sections: z.array(
      z.object({ id: z.string(), title: z.string(), when: Condition.optional(), fields: z.array(Field) }),
    ),
    materials: z.array(Material),
  })
  .meta({ id: 'Form' });
