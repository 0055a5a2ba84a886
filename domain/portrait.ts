/** What the check may find wrong with a portrait; the reader's words are in texts/portrait.ts. */
export const PORTRAIT_RULES = [
  'too-few-pixels',
  'file-too-small',
  'ratio',
  'no-face',
  'several-faces',
  'head-too-small',
  'head-too-large',
  'head-too-high',
  'head-too-low',
  'head-off-centre',
  'tilted',
  'eyes-closed',
  'too-dark',
  'too-bright',
  'background-not-white',
  'background-uneven',
  'blurred',
] as const;
export type PortraitRule = (typeof PORTRAIT_RULES)[number];

/** One thing to mend: `measured` against `min` and/or `max`, in the unit that the rule's words name. */
export type PortraitFinding = { rule: PortraitRule; params: Readonly<Record<string, number>> };

/** What the check found. It advises, an officer decides. */
export type PortraitAdvice = { findings: readonly PortraitFinding[] };

/** What was measured in a picture with its orientation applied. Lightness is 0 (black) to 255 (white). */
export type PortraitMeasures = {
  bytes: number;
  widthPx: number;
  heightPx: number;
  /** Faces that are not much smaller than the largest one. */
  faces: number;
  /** Of the one face; undefined when there is none or there are several. */
  face?: FaceMeasures;
};

export type FaceMeasures = {
  /**
   * From the top edge, parts of the picture's height. The chin is a landmark; the crown is estimated (no landmark lies
   * above the brows): a little further above the eyes than the chin lies below them.
   */
  crown: number;
  chin: number;
  /** Middle of the face from the left edge, a part of the width. */
  centre: number;
  /** Of the line through the eyes against the horizontal, degrees. */
  tiltDegrees: number;
  /** Height of the eye's opening as a part of its width, of the eye that is less open. */
  eyeOpening: number;
  faceLightness: number;
  /** Beside the head and above it. */
  backgroundLightness: number;
  /** The strongest colour minus the weakest one. */
  backgroundTint: number;
  /** Between the lightest and the darkest of its parts. */
  backgroundSpread: number;
  /** Variance of the Laplacian of the face, scaled to one size. */
  sharpness: number;
};

/**
 * The published rules: 33 × 48 mm, head 28 to 33 mm high, 3 to 5 mm above the crown, at least 7 mm below the chin, white
 * ground; as a file at least 354 × 472 pixels and 20 KB, 33:48 or 3:4 (print and pixel ratio differ, both are taken). The
 * app takes up to 5 MB, so a large file breaks no rule. Parts of the height carry 4 % more on either side, for the crown
 * is estimated. Lightness, tint, opening and sharpness have no published number: ours, measured on the variants of one
 * portrait (tests/portrait-check.adapter.test.ts).
 */
const PORTRAIT_LIMITS = {
  widthPxMin: 354,
  heightPxMin: 472,
  bytesMin: 20_000,
  ratios: [33 / 48, 3 / 4],
  ratioSlack: 0.015,
  headMin: 28 / 48 - 0.04,
  headMax: 33 / 48 + 0.04,
  aboveCrownMin: 3 / 48 - 0.04,
  aboveCrownMax: 5 / 48 + 0.06,
  belowChinMin: 7 / 48 - 0.04,
  offCentreMax: 0.07,
  tiltDegreesMax: 5,
  eyeOpeningMin: 0.18,
  faceLightnessMin: 70,
  faceLightnessMax: 225,
  backgroundLightnessMin: 200,
  backgroundTintMax: 22,
  backgroundSpreadMax: 30,
  sharpnessMin: 60,
} as const;

/** What one should aim at, in parts of the height: a head of 30.5 mm with 4 mm above the crown. */
export const PORTRAIT_AIM = {
  ratio: 33 / 48,
  head: 30.5 / 48,
  aboveCrown: 4 / 48,
  widthPx: 390,
  heightPx: 567,
};

const percent = (part: number): number => Math.round(part * 100);
const whole = Math.round;

/** Judges the measures by the published rules: an empty list is a portrait that breaks none of them. */
export function judgePortrait(measures: PortraitMeasures): PortraitAdvice {
  return { findings: [...judgeFile(measures), ...judgeFaces(measures)] };
}

function judgeFile({ bytes, widthPx, heightPx }: PortraitMeasures): PortraitFinding[] {
  const limits = PORTRAIT_LIMITS;
  const findings: PortraitFinding[] = [];
  if (widthPx < limits.widthPxMin || heightPx < limits.heightPxMin) {
    const params = {
      width: widthPx,
      height: heightPx,
      widthMin: limits.widthPxMin,
      heightMin: limits.heightPxMin,
    };
    findings.push({ rule: 'too-few-pixels', params });
  }
  if (bytes < limits.bytesMin) {
    findings.push({
      rule: 'file-too-small',
      params: { measured: whole(bytes / 1000), min: limits.bytesMin / 1000 },
    });
  }
  const ratio = widthPx / heightPx;
  if (!limits.ratios.some((wanted) => Math.abs(ratio - wanted) <= limits.ratioSlack)) {
    findings.push({ rule: 'ratio', params: { width: widthPx, height: heightPx } });
  }
  return findings;
}

function judgeFaces({ faces, face }: PortraitMeasures): PortraitFinding[] {
  if (faces > 1) return [{ rule: 'several-faces', params: { measured: faces } }];
  if (!face) return [{ rule: 'no-face', params: {} }];
  // What is too dark or too bright hides its edges: nothing else can be measured in it.
  const light = judgeLight(face);
  return light.length > 0 ? light : [...judgePose(face), ...judgeGround(face)];
}

function judgePose(face: FaceMeasures): PortraitFinding[] {
  const limits = PORTRAIT_LIMITS;
  const findings: PortraitFinding[] = [];
  const head = face.chin - face.crown;
  const headParams = { measured: percent(head), min: percent(28 / 48), max: percent(33 / 48) };
  if (head < limits.headMin) findings.push({ rule: 'head-too-small', params: headParams });
  if (head > limits.headMax) findings.push({ rule: 'head-too-large', params: headParams });
  if (face.crown < limits.aboveCrownMin) {
    findings.push({ rule: 'head-too-high', params: { measured: percent(face.crown), min: percent(3 / 48) } });
  }
  const isOfSize = findings.length === 0;
  if (1 - face.chin < limits.belowChinMin || (isOfSize && face.crown > limits.aboveCrownMax)) {
    const params = { measured: percent(1 - face.chin), min: percent(7 / 48), above: percent(face.crown) };
    findings.push({ rule: 'head-too-low', params: { ...params, aboveMax: percent(5 / 48) } });
  }
  if (Math.abs(face.centre - 0.5) > limits.offCentreMax) {
    const params = { measured: percent(Math.abs(face.centre - 0.5)), max: percent(limits.offCentreMax) };
    findings.push({ rule: 'head-off-centre', params });
  }
  if (Math.abs(face.tiltDegrees) > limits.tiltDegreesMax) {
    const params = { measured: whole(Math.abs(face.tiltDegrees)), max: limits.tiltDegreesMax };
    findings.push({ rule: 'tilted', params });
  }
  if (face.eyeOpening < limits.eyeOpeningMin) {
    const params = { measured: percent(face.eyeOpening), min: percent(limits.eyeOpeningMin) };
    findings.push({ rule: 'eyes-closed', params });
  }
  return findings;
}

function judgeLight({ faceLightness }: FaceMeasures): PortraitFinding[] {
  const { faceLightnessMin: min, faceLightnessMax: max } = PORTRAIT_LIMITS;
  const params = { measured: whole(faceLightness), min, max };
  if (faceLightness < min) return [{ rule: 'too-dark', params }];
  return faceLightness > max ? [{ rule: 'too-bright', params }] : [];
}

function judgeGround(face: FaceMeasures): PortraitFinding[] {
  const limits = PORTRAIT_LIMITS;
  const findings: PortraitFinding[] = [];
  if (
    face.backgroundLightness < limits.backgroundLightnessMin ||
    face.backgroundTint > limits.backgroundTintMax
  ) {
    const params = {
      measured: whole(face.backgroundLightness),
      min: limits.backgroundLightnessMin,
      tint: whole(face.backgroundTint),
      tintMax: limits.backgroundTintMax,
    };
    findings.push({ rule: 'background-not-white', params });
  } else if (face.backgroundSpread > limits.backgroundSpreadMax) {
    const params = { measured: whole(face.backgroundSpread), max: limits.backgroundSpreadMax };
    findings.push({ rule: 'background-uneven', params });
  }
  if (face.sharpness < limits.sharpnessMin) {
    findings.push({ rule: 'blurred', params: { measured: whole(face.sharpness), min: limits.sharpnessMin } });
  }
  return findings;
}
