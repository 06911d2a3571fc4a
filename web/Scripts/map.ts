import { Map as GlMap, NavigationControl, Popup, ScaleControl, setWorkerUrl, type GeoJSONSource, type MapMouseEvent } from 'maplibre-gl';
import { colourOf, style, type PlaceLabel, type TypeColour } from './style';

interface Server { invokeMethodAsync(name: string, ...values: unknown[]): Promise<unknown> }
interface ByteStream { arrayBuffer(): Promise<ArrayBuffer> }
interface Options {
  base: string;
  label: string;
  zoomIn: string;
  zoomOut: string;
  service: string;
  places: PlaceLabel[];
  colours: TypeColour[];
  centre: [number, number];
  zoom: number;
}

/** Point as the server sends it: id, longitude, latitude, name. */
type Row = [string, number, number, string | null];
interface Batch { placed: Row[]; gone: string[]; fresh: string[] }

const freshMs = 700;
const clickSlackPixels = 6;

// Seen from farther away than the first, a twin that was chosen is brought as near as the second.
const nearZoom = 12;
const closeZoom = 15.5;
const clickable = ['twins', 'lone', 'roads', 'rivers'];

setWorkerUrl(new URL('./map-worker.js', import.meta.url).href);

const typeOf = (id: string): string => id.split(':', 3)[2] ?? '';

const feature = ([id, longitude, latitude, name]: Row): GeoJSON.Feature => ({
  type: 'Feature', id, properties: { id, type: typeOf(id), name: name ?? id.slice(id.lastIndexOf(':') + 1) },
  geometry: { type: 'Point', coordinates: [longitude, latitude] },
});

/** The live map: it shows what the server tells it and tells the server what is in view and what was chosen. */
class LiveMap {
  private readonly map: GlMap;
  private readonly popup = new Popup({ closeButton: false, closeOnClick: false, offset: 12, className: 'city-hint' });
  private readonly known = new Map<string, Row>();
  private selected: string | null = null;
  private isClustered = false;
  private traffic: Record<string, string> = {};

  constructor(private readonly element: HTMLElement, private readonly server: Server, private readonly options: Options) {
    this.map = new GlMap({
      container: element,
      style: style(options.base, options.places, options.colours),
      center: options.centre,
      zoom: options.zoom,
      maxZoom: 20,
      minZoom: 2,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
      locale: {
        'NavigationControl.ZoomIn': options.zoomIn, 'NavigationControl.ZoomOut': options.zoomOut, 'Map.Title': options.label,
      },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
    this.map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
    this.map.on('moveend', () => this.tellView());
    this.map.on('click', (event) => this.choose(event));
    this.map.on('mousemove', (event) => this.hint(event));
    this.map.on('mouseout', () => this.popup.remove());
    this.map.on('idle', () => { this.element.dataset['idle'] = 'true'; });
  }

  /** Resolves when twins can be shown. */
  ready(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => { this.tellView(); resolve(); };
      if (this.map.isStyleLoaded()) done();
      else this.map.once('load', done);
    });
  }

  /** Shows these twins and no others: each on its own, or in clusters. */
  async replace(stream: ByteStream, isClustered: boolean): Promise<void> {
    const rows = JSON.parse(new TextDecoder().decode(await stream.arrayBuffer())) as Row[];
    this.known.clear();
    for (const row of rows) this.known.set(row[0], row);
    this.isClustered = isClustered;
    const all: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: rows.map(feature) };
    const none: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
    this.source('twins').setData(isClustered ? none : all);
    this.source('clusters').setData(isClustered ? all : none);
    this.showSelected();
    this.tally();
  }

  /** What changed since the last batch. */
  apply(batch: Batch): void {
    if (this.isClustered) return;
    const add: GeoJSON.Feature[] = [];
    for (const row of batch.placed) {
      const before = this.known.get(row[0]);
      const now: Row = [row[0], row[1], row[2], row[3] ?? before?.[3] ?? null];
      this.known.set(row[0], now);
      add.push(feature(now));
    }
    for (const id of batch.gone) this.known.delete(id);
    if (add.length > 0 || batch.gone.length > 0) {
      this.source('twins').updateData({ add, remove: batch.gone });
      this.showSelected();
    }
    this.flash(batch.fresh);
    this.tally();
  }

  /** Marks a twin; null marks none. */
  select(id: string | null, longitude: number | null, latitude: number | null): void {
    this.selected = id;
    if (id !== null && longitude !== null && latitude !== null) {
      if (!this.known.has(id)) this.known.set(id, [id, longitude, latitude, null]);
      const isFar = this.map.getZoom() < nearZoom;
      if (isFar || !this.map.getBounds().contains([longitude, latitude])) {
        this.map.jumpTo({ center: [longitude, latitude], zoom: isFar ? closeZoom : this.map.getZoom() });
      }
    }
    this.showSelected();
  }

  colour(colours: TypeColour[]): void {
    for (const layer of ['twins', 'lone']) this.map.setPaintProperty(layer, 'circle-color', colourOf(colours));
  }

  /** Shows a box. */
  fit(west: number, south: number, east: number, north: number): void {
    this.map.fitBounds([[west, south], [east, north]], { padding: 48, maxZoom: 16, animate: false });
  }

  /** Reads zones and roads again. */
  refreshGround(base: string): void {
    this.source('zones').setData(`${base}console/map/zones.json`);
    this.source('roads').setData(`${base}console/map/roads.json`);
  }

  /** Reads how roads flow; one whose level is not known any more loses its colour. What cannot be read stays as it was. */
  async refreshTraffic(base: string): Promise<void> {
    const answer = await fetch(`${base}console/map/traffic.json`).catch(() => null);
    if (!answer?.ok || !this.map.getSource('roads')) return;
    const now = await answer.json() as Record<string, string>;
    for (const id of Object.keys(this.traffic)) {
      if (!(id in now)) this.map.removeFeatureState({ source: 'roads', id }, 'level');
    }
    for (const [id, level] of Object.entries(now)) {
      if (this.traffic[id] !== level) this.map.setFeatureState({ source: 'roads', id }, { level });
    }
    this.traffic = now;
    this.element.dataset['traffic'] = Object.entries(now).sort().map(([id, level]) => `${id.slice(id.lastIndexOf(':') + 1)}=${level}`).slice(0, 20).join(' ');
  }

  dispose(): void {
    this.popup.remove();
    this.map.remove();
  }

  private source(name: string): GeoJSONSource {
    return this.map.getSource(name) as GeoJSONSource;
  }

  private showSelected(): void {
    const row = this.selected === null ? undefined : this.known.get(this.selected);
    this.source('selected').setData({ type: 'FeatureCollection', features: row ? [feature(row)] : [] });
  }

  private flash(ids: string[]): void {
    for (const id of ids) this.map.setFeatureState({ source: 'twins', id }, { fresh: true });
    if (ids.length > 0) {
      setTimeout(() => {
        if (this.map.getSource('twins')) {
          for (const id of ids) this.map.removeFeatureState({ source: 'twins', id }, 'fresh');
        }
      }, freshMs);
    }
  }

  private tally(): void {
    this.element.dataset['twins'] = String(this.known.size);
    const row = this.selected === null ? undefined : this.known.get(this.selected);
    this.element.dataset['selectedAt'] = row ? `${row[1].toFixed(6)},${row[2].toFixed(6)}` : '';
  }

  private at(event: MapMouseEvent) {
    const { x, y } = event.point;
    return this.map.queryRenderedFeatures(
      [[x - clickSlackPixels, y - clickSlackPixels], [x + clickSlackPixels, y + clickSlackPixels]], { layers: [...clickable, 'clusters'] })[0];
  }

  private choose(event: MapMouseEvent): void {
    const hit = this.at(event);
    if (!hit) return;
    if (hit.layer.id === 'clusters') {
      this.map.easeTo({ center: event.lngLat, zoom: this.map.getZoom() + 2 });
    } else {
      this.tell('Choose', String(hit.properties['id']));
    }
  }

  private hint(event: MapMouseEvent): void {
    const hit = this.at(event);
    this.map.getCanvas().style.cursor = hit ? 'pointer' : '';
    if (!hit || hit.layer.id === 'clusters') {
      this.popup.remove();
    } else {
      const id = String(hit.properties['id']);
      const level = this.traffic[id];
      const name = String(hit.properties['name'] ?? id);
      this.popup.setLngLat(event.lngLat).setText(level ? `${name} · ${this.options.service} ${level}` : name).addTo(this.map);
    }
  }

  // While the line to the server is down nobody listens; the view is told again when the page is made anew.
  private tell(name: string, value: unknown): void {
    this.server.invokeMethodAsync(name, value).catch(() => undefined);
  }

  private tellView(): void {
    const bounds = this.map.getBounds();
    const centre = this.map.getCenter();
    this.tell('Look', {
      west: Math.max(-180, bounds.getWest()), south: Math.max(-90, bounds.getSouth()),
      east: Math.min(180, bounds.getEast()), north: Math.min(90, bounds.getNorth()),
      longitude: centre.lng, latitude: centre.lat, zoom: this.map.getZoom(),
    });
  }
}

export async function create(element: HTMLElement, server: Server, options: Options): Promise<LiveMap> {
  // Letters of labels are drawn from the page's font, which must be there before the first one is.
  await Promise.all(['Aạ', 'Ường'].map((letters) => document.fonts.load('400 16px "Noto Sans"', letters)));
  return new LiveMap(element, server, options);
}
