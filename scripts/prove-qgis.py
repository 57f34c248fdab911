"""Loads a project in QGIS without a window and says what QGIS makes of it: `python3 prove-qgis.py PROJECT.gpkg [--picture OUT.png]`.

Every layer of gpkg_contents must be valid; vectors must come with their count and extent and with the style that the file keeps for them; rasters with their size, extent, statistics and levels. Prints one JSON value; exit 1 where something is not so, 77 where QGIS is not installed.
"""
import json
import os
import sqlite3
import sys

os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
try:
    from osgeo import gdal
    from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRasterBandStats, QgsRasterLayer, QgsRectangle, QgsVectorLayer
    from qgis.PyQt.QtCore import QSize
except ImportError:
    print('QGIS is not installed', file=sys.stderr)
    sys.exit(77)


def vector(path, table, box, has_style):
    layer = QgsVectorLayer(f'{path}|layername={table}', table, 'ogr')
    problems = [] if layer.isValid() else ['not valid']
    geometry = layer.isSpatial()
    extent = layer.extent()
    if geometry and box and layer.featureCount() > 0 and not QgsRectangle(*box).buffered(1e-6).contains(extent):
        problems.append(f'extent {extent.toString()} is not within {box}')
    renderer = layer.renderer().type() if geometry and layer.renderer() else None
    styles = layer.listStylesInDatabase()[0] if geometry else 0
    if has_style and styles < 1:
        problems.append('QGIS finds no style')
    return layer, {'kind': 'vector' if geometry else 'table', 'features': layer.featureCount(), 'styles': styles, 'renderer': renderer, 'problems': problems}


def raster(path, table, box):
    layer = QgsRasterLayer(f'GPKG:{path}:{table}', table)
    problems = [] if layer.isValid() else ['not valid']
    if layer.isValid():
        extent = layer.extent()
        if max(abs(a - b) for a, b in zip((extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()), box)) > max(layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()):
            problems.append(f'extent {extent.toString()} is not {box}')
        if not layer.crs().isValid():
            problems.append('no coordinate system')
    dataset = gdal.Open(f'GPKG:{path}:{table}')
    overviews = dataset.GetRasterBand(1).GetOverviewCount()
    if max(layer.width(), layer.height()) > 512 and overviews == 0:
        problems.append('no levels')
    stats = layer.dataProvider().bandStatistics(1, QgsRasterBandStats.Min | QgsRasterBandStats.Max) if layer.isValid() else None
    return layer, {'kind': 'raster', 'size': [layer.width(), layer.height()], 'levels': overviews, 'min': stats.minimumValue if stats else None, 'max': stats.maximumValue if stats else None, 'problems': problems}


def main():
    path = os.path.abspath(sys.argv[1])
    picture = sys.argv[sys.argv.index('--picture') + 1] if '--picture' in sys.argv else None
    app = QgsApplication([], False)
    app.initQgis()
    db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    contents = db.execute('SELECT table_name, data_type, min_x, min_y, max_x, max_y FROM gpkg_contents ORDER BY table_name').fetchall()
    has_styles = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'layer_styles'").fetchone()[0]
    styled = {row[0] for row in db.execute('SELECT f_table_name FROM layer_styles')} if has_styles else set()
    db.close()
    said, layers = {}, []
    for table, kind, *box in contents:
        if table.startswith('atlas_') or table == 'layer_styles':
            continue
        box = box if all(value is not None for value in box) else None
        layer, result = raster(path, table, box) if kind == '2d-gridded-coverage' else vector(path, table, box, table in styled)
        said[table] = result
        layers.append(layer)
    if picture:
        settings = QgsMapSettings()
        shown = [layer for layer in layers if layer.isValid() and layer.isSpatial()]
        settings.setLayers(sorted(shown, key=lambda layer: isinstance(layer, QgsRasterLayer)))
        settings.setDestinationCrs(QgsCoordinateReferenceSystem('EPSG:4326'))
        QgsProject.instance().addMapLayers(shown)
        settings.setExtent(settings.fullExtent())
        settings.setOutputSize(QSize(1000, 700))
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        job.renderedImage().save(picture)
    print(json.dumps(said, ensure_ascii=False))
    sys.stdout.flush()
    # QGIS 3.22 may fall over its own Python objects at the end: leave at once.
    os._exit(1 if any(one['problems'] for one in said.values()) or not said else 0)


main()
