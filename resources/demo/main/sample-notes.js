'use strict';

const HOUR_MS = 3_600_000;

const SAMPLE_NOTES = [
  {
    id: 'n-7f21',
    title: 'Lichen transect, plot 7',
    tags: ['lichen', 'survey', 'plot-7'],
    hoursAgo: 1,
    attachments: ['contours.bmp', 'rock-pool.bmp', 'moth-wing.bmp'],
    body: `North slope, 412 m, overcast, 9 °C. Ten quadrats along the old wall, **every second metre**, starting at the rowan.

## Counts

- *Xanthoria parietina*: 14 thalli, all on the south face
- *Ramalina farinacea*: 6, two of them grazed
- *Usnea* sp.: 1 small tuft, photographed

> The wall was repaired last autumn. Leave quadrats 4 and 5 out of the comparison with 2023.

## Next visit

- [x] Replace the lost marker at 12 m
- [ ] Ask Jonas for the drone contour map
- [ ] Check pH of the mortar with \`strip B\`
`,
  },
  {
    id: 'n-31c8',
    title: 'Tide pools at Kettle Bay',
    tags: ['coast', 'survey'],
    hoursAgo: 5,
    attachments: ['rock-pool.bmp'],
    body: `Low water at 06:52, height 0.4 m. Pools 1 to 6 in order from the jetty.

- Beadlet anemones in every pool, most in **pool 3**
- One common blenny under the overhang
- First *Asterina gibbosa* since May

The sand has moved about two metres to the east; the reference bolt is still visible.
`,
  },
  {
    id: 'n-a90b',
    title: 'Heron count, week 14',
    tags: ['birds', 'count'],
    hoursAgo: 22,
    attachments: [],
    body: `Nine occupied nests, two more than last week. The *upper* colony can only be seen from the hide.

## By tree

- Alder 2: four nests
- Alder 5: three nests
- Old pine: two nests, one with young
`,
  },
  {
    id: 'n-5e02',
    title: 'Moth trap log',
    tags: ['insects', 'count', 'night'],
    hoursAgo: 31,
    attachments: ['moth-wing.bmp'],
    body: `Trap on from 22:10 to 04:30, no moon, 13 °C at midnight.

- Heart and Dart: 23
- Setaceous Hebrew Character: 11
- Elephant Hawk-moth: 2, released at the hedge

Battery at 11.6 V in the morning. **Charge before Friday.**
`,
  },
  {
    id: 'n-c417',
    title: 'Soil pH, lower meadow',
    tags: ['soil', 'survey'],
    hoursAgo: 53,
    attachments: [],
    body: `Twelve samples on a 10 m grid. Calibrated with buffers 4.01 and 7.00.

- Median 6.2, range 5.7 to 6.9
- The wet corner is clearly lower: 5.7 and 5.8

> Repeat the corner after a dry week before drawing any conclusion.
`,
  },
  {
    id: 'n-08d3',
    title: 'Meadow walk with class 6b',
    tags: ['teaching'],
    hoursAgo: 76,
    attachments: [],
    body: `Twenty-two children, two teachers, ninety minutes. What worked:

- The *find five greens* game
- Listening for one minute with eyes shut
- Hand lenses on a string, so that none is lost

Next time: fewer stops, more water.
`,
  },
  {
    id: 'n-e664',
    title: 'Kit list for day trips',
    tags: ['gear'],
    hoursAgo: 121,
    attachments: [],
    body: `- [x] Hand lens, ×10
- [x] Quadrat frame, 50 cm
- [x] Notebook and two pencils
- [ ] Spare GPS batteries
- [ ] pH strips, box B
`,
  },
  {
    id: 'n-b2f9',
    title: 'Ideas for the winter talk',
    tags: ['teaching', 'lichen'],
    hoursAgo: 200,
    attachments: [],
    body: `Working title: **What an old wall knows**.

1. One square metre, a hundred years
2. Reading air quality from twigs
3. How to start with a hand lens and no book
`,
  },
];

function sampleNotes(nowMs) {
  return SAMPLE_NOTES.map(({ hoursAgo, ...note }, index) => ({
    ...note,
    revision: 40 - index * 4,
    updatedAtMs: nowMs - hoursAgo * HOUR_MS,
  }));
}

module.exports = { sampleNotes };
