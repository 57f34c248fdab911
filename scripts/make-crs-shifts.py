"""Chooses one datum shift without a grid for every EPSG and ESRI coordinate system that needs one.

Usage: python3 scripts/make-crs-shifts.py PROJ_DB > scripts/crs-shifts.json
PROJ_DB is the proj.db of PROJ 9. For each system the operation that covers most of the system's own area is
taken, then the most accurate. Answers { operations: { code: [towgs84 x 7, accuracyM] }, systems: { operation: [codes] },
zero: [codes whose datum differs from WGS 84 by less than the accuracy of either], aliases: { name in ESRI's files: code } }.
"""
import json, math, sqlite3, sys

db = sqlite3.connect(sys.argv[1])
unit = {(a, c): f for a, c, f in db.execute('select auth_name, code, conv_factor from unit_of_measure')}
ARC_SECOND = math.pi / 648000

def extents(table):
    found = {}
    for auth, code, w, s, e, n in db.execute('''select u.object_auth_name, u.object_code, x.west_lon, x.south_lat, x.east_lon, x.north_lat
            from usage u join extent x on x.auth_name = u.extent_auth_name and x.code = u.extent_code where u.object_table_name = ?''', (table,)):
        if w is not None: found.setdefault((auth, str(code)), (w, s, e + 360 if e < w else e, n))
    return found

def size(box): return max(0, box[2] - box[0]) * max(0, box[3] - box[1])
def shared(a, b):
    return max(size((max(a[0], b[0] + k), max(a[1], b[1]), min(a[2], b[2] + k), min(a[3], b[3]))) for k in (-360, 0, 360))

def towgs84(r):
    t = [v * unit[r['tu']] for v in (r['tx'], r['ty'], r['tz'])]
    rotation, scale = [0, 0, 0], 0
    if r['rx'] is not None:
        sign = -1 if 'Coordinate Frame' in r['method'] or 'CF' in r['method'] else 1
        rotation = [sign * v * unit[r['ru']] / ARC_SECOND for v in (r['rx'], r['ry'], r['rz'])]
        scale = r['s'] * unit[r['su']] * 1e6
    if r['px'] is not None:
        p, w, m = (r['px'], r['py'], r['pz']), [v * ARC_SECOND for v in rotation], 1 + scale / 1e6
        turned = (p[0] - w[2] * p[1] + w[1] * p[2], w[2] * p[0] + p[1] - w[0] * p[2], -w[1] * p[0] + w[0] * p[1] + p[2])
        t = [t[i] + p[i] - m * turned[i] for i in range(3)]
    return [round(v, 9) for v in t + rotation + [scale]]

modern = {(r[0], str(r[1])) for r in db.execute("""select g.auth_name, g.code from geodetic_crs g join geodetic_datum d on d.auth_name = g.datum_auth_name and d.code = g.datum_code
    join ellipsoid e on e.auth_name = d.ellipsoid_auth_name and e.code = d.ellipsoid_code where abs(e.semi_major_axis - 6378137) < 1""")}
superseded = {(a, str(c)) for a, c in db.execute("select superseded_auth_name, superseded_code from supersession where superseded_table_name = 'helmert_transformation'")}
boxes = extents('helmert_transformation')
operations, toWgs84, toOther = {}, {}, {}
query = '''select auth_name auth, code, method_name method, source_crs_auth_name sa, source_crs_code sc, target_crs_auth_name ta, target_crs_code tc, accuracy,
    tx, ty, tz, rx, ry, rz, scale_difference s, px, py, pz, rate_tx rate,
    translation_uom_auth_name ta_, translation_uom_code tc_, rotation_uom_auth_name ra_, rotation_uom_code rc_, scale_difference_uom_auth_name sa_, scale_difference_uom_code sc_
    from helmert_transformation where deprecated = 0'''
db.row_factory = sqlite3.Row
for row in db.execute(query):
    r = dict(row)
    key = (r['auth'], str(r['code']))
    if r['rate'] is not None or key not in boxes: continue
    r['tu'], r['ru'], r['su'] = (r['ta_'], r['tc_']), (r['ra_'], r['rc_']), (r['sa_'], r['sc_'])
    item = (key, towgs84(r), r['accuracy'], boxes[key], key in superseded)
    source, target = (r['sa'], str(r['sc'])), (r['ta'], str(r['tc']))
    if target == ('EPSG', '4326'): toWgs84.setdefault(source, []).append(item)
    else: toOther.setdefault(source, []).append((target, item))
zero = {source for source, items in toWgs84.items() if source in modern and any(not any(i[1]) for i in items)} | {('EPSG', '4326')}
for source, items in toOther.items():
    if source in zero: continue
    near = [item for target, item in items if target in zero]
    if near: toWgs84.setdefault(source, []).extend(near)
zero |= {source for source, items in toWgs84.items() if source in modern and any(not any(i[1]) for i in items)}

rotated = {(r[0], str(r[1])): (r[2], str(r[3])) for r in db.execute("select source_crs_auth_name, source_crs_code, target_crs_auth_name, target_crs_code from other_transformation where method_name = 'Longitude rotation' and deprecated = 0")}
for r in db.execute('''select a.auth_name, a.code, b.auth_name, b.code from geodetic_crs a join geodetic_crs b on a.datum_auth_name = b.datum_auth_name and a.datum_code = b.datum_code
        where a.type like 'geographic%' and b.type = 'geographic 2D' and b.auth_name = 'EPSG' and b.deprecated = 0 and not (a.auth_name = b.auth_name and a.code = b.code)'''):
    rotated.setdefault((r[0], str(r[1])), (r[2], str(r[3])))

def choose(base, box):
    for _ in range(3):
        if base in zero or base in toWgs84: break
        base = rotated.get(base, base)
    if base in zero: return 'zero'
    items = toWgs84.get(base, [])
    if not items: return None
    items = [i for i in items if not i[4]] or items
    cover = lambda i: shared(i[3], box) / max(size(box), 1e-9)
    best = max(map(cover, items))
    good = [i for i in items if cover(i) >= 0.9 * best]
    return min(good, key=lambda i: (999 if i[2] is None else i[2], -cover(i), size(i[3]), -len(i[0][1]), i[0][1]))

geographic, projected = extents('geodetic_crs'), extents('projected_crs')
systems, none = {}, []
rows = [((a, str(c)), (a, str(c)), geographic.get((a, str(c)))) for a, c in db.execute("select auth_name, code from geodetic_crs where type like 'geographic%'")]
rows += [((r[0], str(r[1])), (r[2], str(r[3])), projected.get((r[0], str(r[1])))) for r in db.execute('select auth_name, code, geodetic_crs_auth_name, geodetic_crs_code from projected_crs')]
for key, base, box in rows:
    if key[0] not in ('EPSG', 'ESRI') or not key[1].isdigit(): continue
    found = choose(base, box or (-180, -90, 180, 90))
    if found == 'zero': none.append(int(key[1]))
    elif found:
        name = ':'.join(found[0])
        operations[name] = found[1] + [found[2]]
        systems.setdefault(name, []).append(int(key[1]))
plain = lambda name: ''.join(c for c in name.lower() if c.isalnum())
names = {(a, str(c)): n for a, c, n in db.execute("select auth_name, code, name from crs_view where deprecated = 0 and type in ('geographic 2D', 'projected')")}
aliases = {}
for auth, code, alias in db.execute("select auth_name, code, alt_name from alias_name where source = 'ESRI' and table_name in ('geodetic_crs', 'projected_crs') and auth_name = 'EPSG'"):
    key = (auth, str(code))
    if key in names and plain(alias).removeprefix('gcs') != plain(names[key]): aliases[plain(alias).removeprefix('gcs')] = int(code)
print('{"operations":{\n' + ',\n'.join(f'{json.dumps(k)}:{json.dumps(v, separators=(",", ":"))}' for k, v in sorted(operations.items())) + '\n},\n"systems":{\n'
      + ',\n'.join(f'{json.dumps(k)}:{json.dumps(sorted(v), separators=(",", ":"))}' for k, v in sorted(systems.items())) + '\n},\n"zero":' + json.dumps(sorted(none), separators=(',', ':')) + ',\n"aliases":{\n' + ',\n'.join(f'"{k}":{v}' for k, v in sorted(aliases.items())) + '\n}}')
