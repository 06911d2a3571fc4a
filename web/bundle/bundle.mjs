// Bundles what the browser needs into wwwroot/dist, so that no page ever asks another server for anything.
import { build } from 'esbuild';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { feature } from 'topojson-client';

const out = 'wwwroot/dist';
const how = { bundle: true, minify: true, legalComments: 'none', logLevel: 'warning', target: 'es2022', outdir: out };

/** Writes everything anew. */
export async function bundle() {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await Promise.all([
    build({
      ...how,
      entryPoints: {
        map: 'Scripts/map.ts',
        chart: 'Scripts/chart.ts',
        console: 'Scripts/console.ts',
        'map-worker': 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs',
      },
      format: 'esm',
    }),
    build({
      ...how,
      entryPoints: { libraries: 'Scripts/libraries.css' },
      loader: { '.woff2': 'file', '.woff': 'empty' },
      assetNames: 'fonts/[name]',
    }),
    writeLand(),
  ]);
}

// Coastlines of the region around Vietnam (Natural Earth, public domain). Land only: a coast says nothing about borders.
async function writeLand() {
  const [west, south, east, north] = [88, -12, 132, 34];
  const world = JSON.parse(await readFile('node_modules/world-atlas/land-50m.json', 'utf8'));
  const shapes = feature(world, world.objects.land).features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
  const near = shapes.map((rings) => rings.map((ring) => clip(ring, west, south, east, north)).filter((ring) => ring.length > 3))
    .filter((rings) => rings.length > 0);
  const rounded = near.map((rings) => rings.map((ring) => ring.map(([x, y]) => [Math.round(x * 1e3) / 1e3, Math.round(y * 1e3) / 1e3])));
  const land = { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: rounded } }] };
  await writeFile(`${out}/land.json`, JSON.stringify(land));
}

// Sutherland and Hodgman: a ring cut by the four sides of a box, one after the other.
function clip(ring, west, south, east, north) {
  const sides = [
    [(p) => p[0] >= west, (a, b) => [west, a[1] + ((b[1] - a[1]) * (west - a[0])) / (b[0] - a[0])]],
    [(p) => p[0] <= east, (a, b) => [east, a[1] + ((b[1] - a[1]) * (east - a[0])) / (b[0] - a[0])]],
    [(p) => p[1] >= south, (a, b) => [a[0] + ((b[0] - a[0]) * (south - a[1])) / (b[1] - a[1]), south]],
    [(p) => p[1] <= north, (a, b) => [a[0] + ((b[0] - a[0]) * (north - a[1])) / (b[1] - a[1]), north]],
  ];
  let points = ring.slice(0, -1);
  for (const [isInside, cross] of sides) {
    const kept = [];
    points.forEach((point, i) => {
      const before = points[(i + points.length - 1) % points.length];
      if (isInside(point) !== isInside(before)) kept.push(cross(before, point));
      if (isInside(point)) kept.push(point);
    });
    points = kept;
  }
  return points.length > 2 ? [...points, points[0]] : [];
}
