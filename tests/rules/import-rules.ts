import { targetOf, type Source } from './source.ts'

/** Who may import what. `from` says whose imports a rule looks at, `to` what it refuses; both see paths from the root, or package names. */
export interface ImportRule {
  name: string
  from: (path: string) => boolean
  refuses: (to: string, from: string) => boolean
  /** A file and an import in it that break the rule: proof that it bites. */
  planted: [path: string, specifier: string][]
}

const under = (...folders: string[]) => (path: string): boolean => folders.some((folder) => path.startsWith(`${folder}/`))
const product = under('shared', 'electron', 'renderer')
const isPackage = (to: string): boolean => !to.startsWith('node:') && !/^(shared|electron|renderer|tests|scripts|data|\.\.)(\/|$)/.test(to)
const pure = new Set(['zod', 'jsep', 'flatbush', 'kdbush', 'geographiclib-geodesic', 'clipper2-ts', 'simple-statistics', 'topojson-client', '@turf/boolean-point-in-polygon', 'geojson'])
const foreignFiles = /^electron\/core\/formats\/(geopackage|mbtiles)/
const featureOf = (path: string): string | undefined => /^renderer\/features\/([^/]+)/.exec(path)?.[1]

export const importRules: ImportRule[] = [
  {
    name: 'shared imports nothing of the hosts, the page or Node, and only small pure packages',
    from: under('shared'),
    refuses: (to) => (isPackage(to) ? !pure.has(to) : !to.startsWith('shared/')),
    planted: [['shared/geo/x.ts', '../../electron/core/core.ts'], ['shared/model/x.ts', '../../renderer/host.ts'], ['shared/geo/x.ts', 'node:fs'], ['shared/geo/x.ts', 'better-sqlite3'], ['shared/geo/x.ts', 'fs'], ['shared/geo/x.ts', '../../data/catalogue/crs.json']],
  },
  {
    name: 'the engine imports only itself, the models and the geometry',
    from: under('shared/analysis'),
    refuses: (to) => !isPackage(to) && !/^shared\/(analysis|model|geo)\//.test(to),
    planted: [['shared/analysis/x.ts', '../contract/contract.ts'], ['shared/analysis/x.ts', '../briefing/html.ts']],
  },
  {
    name: 'the page imports only itself, shared and packages that run in a browser',
    from: under('renderer'),
    refuses: (to, from) => from !== 'renderer/vite.config.ts' && (to.startsWith('node:') || to === 'electron' || to === 'better-sqlite3' || !isPackage(to) && !/^(renderer|shared)\//.test(to)),
    planted: [['renderer/app/x.ts', '../../electron/core/core.ts'], ['renderer/x.tsx', 'node:path'], ['renderer/x.tsx', 'electron'], ['renderer/x.tsx', '../data/basemap/labels.json']],
  },
  {
    name: 'only renderer/map imports MapLibre and deck.gl',
    from: (path) => product(path) && !path.startsWith('renderer/map/'),
    refuses: (to) => to === 'maplibre-gl' || to.startsWith('@deck.gl/') || to.startsWith('@luma.gl/'),
    planted: [['renderer/features/data/x.tsx', 'maplibre-gl/dist/maplibre-gl.css'], ['renderer/app/x.tsx', '@deck.gl/layers'], ['electron/core/tiles/x.ts', 'maplibre-gl']],
  },
  {
    name: 'features of the page do not import each other',
    from: under('renderer/features'),
    refuses: (to, from) => featureOf(to) !== undefined && featureOf(to) !== featureOf(from),
    planted: [['renderer/features/data/x.tsx', '../profile/index.tsx'], ['renderer/features/profile/parts/x.tsx', '../../data/tree.ts']],
  },
  {
    name: "the page's controls know nothing of the domain",
    from: under('renderer/ui'),
    refuses: (to) => /^renderer\/(features|map)\//.test(to) || /^renderer\/app\/(actions|commands|Frame)/.test(to),
    planted: [['renderer/ui/x.tsx', '../features/data/index.tsx'], ['renderer/ui/x.tsx', '../app/actions.ts']],
  },
  {
    name: 'better-sqlite3 is used in electron/core/sql only',
    from: (path) => product(path) && !path.startsWith('electron/core/sql/'),
    refuses: (to) => to === 'better-sqlite3',
    planted: [['electron/core/services/x.ts', 'better-sqlite3'], ['electron/core/formats/geopackage.ts', 'better-sqlite3']],
  },
  {
    name: 'node:sqlite reads foreign files in their two formats only',
    from: (path) => product(path) && !foreignFiles.test(path),
    refuses: (to) => to === 'node:sqlite',
    planted: [['electron/core/sql/x.ts', 'node:sqlite'], ['electron/core/formats/csv.ts', 'node:sqlite']],
  },
  {
    name: 'sql imports nothing else of electron',
    from: under('electron/core/sql'),
    refuses: (to) => to.startsWith('electron/') && !to.startsWith('electron/core/sql/') && to !== 'electron/core/import/ready.ts' || to === 'electron',
    planted: [['electron/core/sql/x.ts', '../services/layers.ts'], ['electron/core/sql/x.ts', '../core.ts'], ['electron/core/sql/x.ts', '../formats/csv.ts']],
  },
  {
    name: 'what runs in compute processes sees no SQL of the project and no services',
    from: (path) => under('electron/core/formats', 'electron/core/import', 'electron/core/crs')(path) || path === 'electron/workers/compute.ts',
    refuses: (to) => /^electron\/core\/(sql|services)\//.test(to),
    planted: [['electron/workers/compute.ts', '../core/sql/open.ts'], ['electron/core/formats/x.ts', '../services/layers.ts'], ['electron/core/import/x.ts', '../sql/layers.ts']],
  },
  {
    name: 'core and workers never import hosts',
    from: under('electron/core', 'electron/workers'),
    refuses: (to) => to.startsWith('electron/hosts/') || to === 'electron',
    planted: [['electron/core/x.ts', '../hosts/handler.ts'], ['electron/workers/x.ts', '../hosts/loopback/serve.ts'], ['electron/core/process.ts', 'electron']],
  },
  {
    name: 'Electron itself is imported in electron/hosts/desktop only',
    from: (path) => (product(path) || path.startsWith('scripts/')) && !path.startsWith('electron/hosts/desktop/'),
    refuses: (to) => to === 'electron',
    planted: [['electron/hosts/handler.ts', 'electron'], ['electron/hosts/cli/x.ts', 'electron/main'], ['scripts/start.ts', 'electron']],
  },
  {
    name: 'the product imports nothing of the tests, the scripts or data',
    from: (path) => product(path) && path !== 'renderer/vite.config.ts',
    refuses: (to) => /^(tests|scripts|data)\//.test(to) || to.startsWith('..') || to.startsWith('/'),
    planted: [['electron/core/x.ts', '../../tests/fixtures.ts'], ['electron/core/x.ts', '../../scripts/setup.mjs'], ['electron/core/x.ts', '../../data/catalogue/crs.json'], ['renderer/x.ts', '../../elsewhere.ts']],
  },
]

/** Each import that a rule refuses, as `file imports target: rule`. */
export function refusedImports(sources: Source[], rules = importRules): string[] {
  return sources.flatMap(({ path, imports }) => rules.filter((rule) => rule.from(path)).flatMap((rule) => imports.map(({ specifier }) => targetOf(path, specifier)).filter((to) => rule.refuses(to, path)).map((to) => `${path} imports ${to}: ${rule.name}`)))
}
