import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';

export interface TypeColour { type: string; colour: string }
export interface PlaceLabel { name: string; longitude: number; latitude: number; rank: number }

const dark = { sea: '#0b1622', land: '#17222e', coast: '#33475b', zone: '#8fb4d9', road: '#53677a', river: '#1d4a6e', text: '#dbe6f0', halo: '#0b1622' };
const font = ['Noto Sans'];

const empty = { type: 'FeatureCollection' as const, features: [] };

/** The colour of a point by its type. */
export const colourOf = (colours: TypeColour[]): any => colours.length === 0 ? '#9aa7b4' : [
  'match', ['get', 'type'], ...colours.flatMap(({ type, colour }) => [type, colour]), '#9aa7b4',
];

/** Our own map: sea, land, zones, roads, twins. No tiles, no glyphs, no sprites: letters are drawn with the fonts of the page. */
export function style(base: string, places: PlaceLabel[], colours: TypeColour[]): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: new URL('./land.json', import.meta.url).href },
      zones: { type: 'geojson', data: `${base}console/map/zones.json` },
      roads: { type: 'geojson', data: `${base}console/map/roads.json`, promoteId: 'id' },
      places: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: places.map(({ name, longitude, latitude, rank }) => ({
            type: 'Feature', properties: { name, rank }, geometry: { type: 'Point', coordinates: [longitude, latitude] },
          })),
        },
      },
      twins: { type: 'geojson', data: empty, promoteId: 'id' },
      clusters: { type: 'geojson', data: empty, cluster: true, clusterRadius: 48, clusterMaxZoom: 16 },
      selected: { type: 'geojson', data: empty },
    },
    layers: [...ground(), ...labels(), ...twins(colours)],
  };
}

// Levels of service from A (free) to F (jammed), said by colour and by width; a road of which nothing is known is thin and grey.
const levels: Record<string, [string, number]> = {
  A: ['#6fd6a0', 1.2], B: ['#b5dd6b', 1.4], C: ['#ffd54a', 1.7], D: ['#ffab5e', 2.1], E: ['#ff7a70', 2.6], F: ['#e39bff', 3.2],
};
const service: any = ['coalesce', ['feature-state', 'level'], ''];
const levelColour: any = ['match', service, ...Object.entries(levels).flatMap(([level, [colour]]) => [level, colour]), dark.road];
const levelWidth = (width: number): any =>
  ['match', service, ...Object.entries(levels).flatMap(([level, [, times]]) => [level, width * times]), width];

const isArea: any = ['!=', ['geometry-type'], 'Point'];
const isRiver: any = ['==', ['get', 'kind'], 'River'];

const ground = (): LayerSpecification[] => [
  { id: 'sea', type: 'background', paint: { 'background-color': dark.sea } },
  { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': dark.land } },
  { id: 'coast', type: 'line', source: 'land', maxzoom: 11, paint: { 'line-color': dark.coast, 'line-width': 1 } },
  { id: 'zones', type: 'fill', source: 'zones', filter: isArea, paint: { 'fill-color': dark.zone, 'fill-opacity': 0.06 } },
  {
    id: 'zone-borders', type: 'line', source: 'zones', filter: isArea,
    paint: { 'line-color': dark.zone, 'line-opacity': 0.55, 'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.5, 15, 1.5], 'line-dasharray': [4, 2] },
  },
  {
    id: 'rivers', type: 'line', source: 'roads', minzoom: 8, filter: isRiver, layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': dark.river, 'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 9, 1.5, 14, 14, 18, 90] },
  },
  {
    id: 'roads', type: 'line', source: 'roads', minzoom: 9, filter: ['!', isRiver], layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': levelColour, 'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 10, levelWidth(0.6), 14, levelWidth(2.5), 18, levelWidth(12)] },
  },
];

const labels = (): LayerSpecification[] => [
  {
    id: 'road-names', type: 'symbol', source: 'roads', minzoom: 15,
    layout: { 'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-font': font, 'text-size': 12 },
    paint: { 'text-color': dark.text, 'text-halo-color': dark.halo, 'text-halo-width': 1.5 },
  },
  zoneNames('area-names', ['>', level, 1], 14.5),
  places('archipelagos', ['==', ['get', 'rank'], 0], true, 24),
  places('places', ['>', ['get', 'rank'], 0], false, 10),
];

const level: any = ['to-number', ['get', 'kind']];

// Wards are named over the twins, so that one can tell where one is; smaller areas only near by, and under them.
const zoneNames = (id: string, filter: any, minzoom: number): LayerSpecification => ({
  id, type: 'symbol', source: 'zones', minzoom, maxzoom: 17, filter: ['all', ['==', ['geometry-type'], 'Point'], filter],
  layout: { 'text-field': ['get', 'name'], 'text-font': font, 'text-size': 13, 'text-max-width': 8, 'symbol-sort-key': level },
  paint: { 'text-color': dark.zone, 'text-halo-color': dark.halo, 'text-halo-width': 1.8 },
});

// Names of rank 0 are never left out for want of room.
const places = (id: string, filter: any, isAlways: boolean, maxzoom: number): LayerSpecification => ({
  id, type: 'symbol', source: 'places', maxzoom, filter,
  layout: {
    'text-field': ['get', 'name'], 'text-font': font, 'text-size': isAlways ? 14 : 12, 'text-max-width': 14,
    'text-allow-overlap': isAlways, 'text-ignore-placement': false, 'symbol-sort-key': ['get', 'rank'],
  },
  paint: { 'text-color': dark.text, 'text-halo-color': dark.halo, 'text-halo-width': 1.5 },
});

const twins = (colours: TypeColour[]): LayerSpecification[] => [
  {
    id: 'clusters', type: 'circle', source: 'clusters', filter: ['has', 'point_count'],
    paint: {
      'circle-color': '#2f6fab', 'circle-stroke-color': '#cfe3f5', 'circle-stroke-width': 1,
      'circle-radius': ['step', ['get', 'point_count'], 12, 25, 16, 200, 21, 2000, 27],
    },
  },
  {
    id: 'cluster-counts', type: 'symbol', source: 'clusters', filter: ['has', 'point_count'],
    layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-font': font, 'text-size': 12, 'text-allow-overlap': true },
    paint: { 'text-color': '#ffffff' },
  },
  { id: 'lone', type: 'circle', source: 'clusters', filter: ['!', ['has', 'point_count']], paint: point(colours) },
  { id: 'twins', type: 'circle', source: 'twins', paint: point(colours) },
  zoneNames('zone-names', ['<=', level, 1], 9),
  {
    id: 'twin-names', type: 'symbol', source: 'twins', minzoom: 16.5,
    layout: { 'text-field': ['get', 'name'], 'text-font': font, 'text-size': 12, 'text-offset': [0, 1], 'text-anchor': 'top', 'text-max-width': 12 },
    paint: { 'text-color': dark.text, 'text-halo-color': dark.halo, 'text-halo-width': 1.5 },
  },
  {
    id: 'selected', type: 'circle', source: 'selected',
    paint: { 'circle-radius': 13, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': '#ffd54a', 'circle-stroke-width': 3 },
  },
];

const point = (colours: TypeColour[]): any => ({
  'circle-color': colourOf(colours),
  'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 2, 13, 3.2, 15, 5.5, 18, 9],
  'circle-stroke-color': ['case', ['boolean', ['feature-state', 'fresh'], false], '#ffffff', '#06101a'],
  'circle-stroke-width': ['case', ['boolean', ['feature-state', 'fresh'], false], 2, 1],
});
