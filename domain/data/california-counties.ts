/** The ten counties of southern California, whose residents belong to Los Angeles. */
export const SOUTHERN_COUNTIES = [
  'Imperial',
  'Kern',
  'Los Angeles',
  'Orange',
  'Riverside',
  'San Bernardino',
  'San Diego',
  'San Luis Obispo',
  'Santa Barbara',
  'Ventura',
] as const;

/** The other forty-eight, whose residents belong to San Francisco. */
export const NORTHERN_COUNTIES = [
  ...[
    'Alameda',
    'Alpine',
    'Amador',
    'Butte',
    'Calaveras',
    'Colusa',
    'Contra Costa',
    'Del Norte',
    'El Dorado',
  ],
  ...['Fresno', 'Glenn', 'Humboldt', 'Inyo', 'Kings', 'Lake', 'Lassen', 'Madera', 'Marin', 'Mariposa'],
  ...['Mendocino', 'Merced', 'Modoc', 'Mono', 'Monterey', 'Napa', 'Nevada', 'Placer', 'Plumas', 'Sacramento'],
  ...[
    'San Benito',
    'San Francisco',
    'San Joaquin',
    'San Mateo',
    'Santa Clara',
    'Santa Cruz',
    'Shasta',
    'Sierra',
  ],
  ...[
    'Siskiyou',
    'Solano',
    'Sonoma',
    'Stanislaus',
    'Sutter',
    'Tehama',
    'Trinity',
    'Tulare',
    'Tuolumne',
    'Yolo',
    'Yuba',
  ],
] as const;
