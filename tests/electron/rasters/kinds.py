"""Makes one raster of each kind that GDAL can write in the folder named, and prints what GDAL reads back: size, transform, and values by band (scaled; None for no data)."""
import json, os, sys
from osgeo import gdal, osr
import numpy as np
gdal.UseExceptions()
gdal.PushErrorHandler('CPLQuietErrorHandler')
folder = sys.argv[1]
W, H = 70, 45
srs = osr.SpatialReference()
srs.ImportFromEPSG(4326)
y, x = np.mgrid[0:H, 0:W]
base = ((x * 7 + y * 13) % 120).astype('float64')

def source(kind, bands=1, values=None, transform=(20, 0.1, 0, 8, 0, -0.1), nodata=None, place=True):
    d = gdal.GetDriverByName('MEM').Create('', W, H, bands, kind)
    if place:
        d.SetGeoTransform(transform)
        d.SetProjection(srs.ExportToWkt())
    for b in range(bands):
        d.GetRasterBand(b + 1).WriteArray((base if values is None else values) + b)
        if nodata is not None:
            d.GetRasterBand(b + 1).SetNoDataValue(nodata)
    return d

kinds = []
def add(name, d, options=(), driver='GTiff', ext='tif', note=None):
    try:
        gdal.GetDriverByName(driver).CreateCopy(f'{folder}/{name}.{ext}', d, options=list(options)).FlushCache()
        kinds.append(f'{name}.{ext}')
    except Exception as error:
        print(f'{name}: {error}', file=sys.stderr)

for kind in ['Byte', 'UInt16', 'Int16', 'UInt32', 'Int32', 'Float32', 'Float64', 'UInt64', 'Int64']:
    code = getattr(gdal, 'GDT_' + kind)
    signed = kind.startswith(('Int', 'Float'))
    add(('refused-' if '64' in kind and 'Int' in kind else '') + 'type-' + kind.lower(), source(code, values=base - (60 if signed else 0), nodata=7))
add('type-int8', source(gdal.GDT_Byte, nodata=None), ['PIXELTYPE=SIGNEDBYTE'])
fractions = base / 7
for packing in ['LZW', 'DEFLATE', 'PACKBITS', 'ZSTD', 'LERC', 'LERC_DEFLATE', 'LERC_ZSTD']:
    for tiled in ['YES', 'NO']:
        add(f'pack-{packing.lower()}-tiled-{tiled.lower()}', source(gdal.GDT_Float32, values=fractions), [f'COMPRESS={packing}', f'TILED={tiled}'] + (['BLOCKXSIZE=32', 'BLOCKYSIZE=16'] if tiled == 'YES' else ['BLOCKYSIZE=3']))
for packing in ['LZW', 'DEFLATE', 'ZSTD']:
    add(f'predictor-2-{packing.lower()}', source(gdal.GDT_Int16), [f'COMPRESS={packing}', 'PREDICTOR=2'])
    add(f'predictor-3-{packing.lower()}', source(gdal.GDT_Float32, values=fractions), [f'COMPRESS={packing}', 'PREDICTOR=3'])
add('predictor-2-float', source(gdal.GDT_Float32, values=fractions), ['COMPRESS=DEFLATE', 'PREDICTOR=2'])
add('predictor-3-double', source(gdal.GDT_Float64, values=fractions), ['COMPRESS=DEFLATE', 'PREDICTOR=3', 'TILED=YES'])
add('refused-predictor-2-big', source(gdal.GDT_Int32), ['COMPRESS=DEFLATE', 'PREDICTOR=2', 'ENDIANNESS=BIG'])
add('refused-predictor-3-big', source(gdal.GDT_Float32), ['COMPRESS=DEFLATE', 'PREDICTOR=3', 'ENDIANNESS=BIG'])
add('predictor-2-byte-big', source(gdal.GDT_Byte), ['COMPRESS=DEFLATE', 'PREDICTOR=2', 'ENDIANNESS=BIG'])
add('jpeg', source(gdal.GDT_Byte, values=np.full((H, W), 90.0)), ['COMPRESS=JPEG'])
add('refused-lzma', source(gdal.GDT_Byte), ['COMPRESS=LZMA'])
add('refused-webp', source(gdal.GDT_Byte, 3), ['COMPRESS=WEBP', 'WEBP_LOSSLESS=YES'])
add('refused-ccitt', source(gdal.GDT_Byte, values=base % 2), ['COMPRESS=CCITTFAX4', 'NBITS=1'])
add('big-endian', source(gdal.GDT_Float32, values=fractions), ['ENDIANNESS=BIG'])
add('bigtiff', source(gdal.GDT_Float32, values=fractions), ['BIGTIFF=YES', 'TILED=YES', 'BLOCKXSIZE=16', 'BLOCKYSIZE=16'])
for bits in [1, 2, 4]:
    add(f'bits-{bits}', source(gdal.GDT_Byte, values=base % 2 ** bits), [f'NBITS={bits}'])
add('bits-12', source(gdal.GDT_UInt16, values=base * 30), ['NBITS=12'])
add('float16', source(gdal.GDT_Float32, values=np.round(fractions * 4) / 4), ['NBITS=16'])
for way in ['BAND', 'PIXEL']:
    add(f'bands-{way.lower()}', source(gdal.GDT_Int16, 3), [f'INTERLEAVE={way}', 'COMPRESS=DEFLATE'])
d = source(gdal.GDT_Float32, values=fractions); d.SetMetadataItem('AREA_OR_POINT', 'Point'); add('pixel-is-point', d)
add('south-up', source(gdal.GDT_Float32, values=fractions, transform=(20, 0.1, 0, 3.5, 0, 0.1)))
add('cog', source(gdal.GDT_Float32, values=fractions, nodata=0), ['COMPRESS=DEFLATE', 'BLOCKSIZE=128', 'OVERVIEWS=IGNORE_EXISTING'], 'COG')
d = source(gdal.GDT_Int16, nodata=-9999); d.GetRasterBand(1).SetScale(0.01); d.GetRasterBand(1).SetOffset(5); add('scaled', d)
add('world-file', source(gdal.GDT_Int16), ['TFW=YES', 'PROFILE=BASELINE'])
add('sparse', source(gdal.GDT_Int16, values=np.where(x < 32, 0, base), nodata=0), ['SPARSE_OK=TRUE', 'TILED=YES', 'BLOCKXSIZE=16', 'BLOCKYSIZE=16'])
add('nodata-nan', source(gdal.GDT_Float32, values=np.where(base == 3, np.nan, fractions), nodata=float('nan')))
add('nodata-lowest', source(gdal.GDT_Float32, values=np.where(base == 3, -3.4028234663852886e38, fractions), nodata=-3.4028234663852886e38))
gdal.SetConfigOption('GDAL_TIFF_INTERNAL_MASK', 'YES')
d = source(gdal.GDT_Byte); d.CreateMaskBand(gdal.GMF_PER_DATASET); d.GetRasterBand(1).GetMaskBand().WriteArray(np.where((x + y) % 5 == 0, 0, 255).astype('uint8')); add('masked', d, ['COMPRESS=DEFLATE', 'TILED=YES'])
add('grid', source(gdal.GDT_Float32, values=np.round(fractions, 3), nodata=-9999), ['DECIMAL_PRECISION=3'], 'AAIGrid', 'asc')
add('grid-int', source(gdal.GDT_Int32, nodata=0), (), 'AAIGrid', 'asc')
d = source(gdal.GDT_Float32, values=np.round(fractions, 3), transform=(20, 0.1, 0, 8, 0, -0.2)); add('grid-oblong', d, ['FORCE_CELLSIZE=FALSE', 'DECIMAL_PRECISION=3'], 'AAIGrid', 'asc')
add('coverage-float', source(gdal.GDT_Float32, values=fractions, nodata=-1), ['TILE_FORMAT=TIFF', 'BLOCKSIZE=32'], 'GPKG', 'gpkg')
add('coverage-int', source(gdal.GDT_Int16, values=base - 60, nodata=-1), ['BLOCKSIZE=32'], 'GPKG', 'gpkg')
add('coverage-uint', source(gdal.GDT_UInt16, values=base * 500), ['BLOCKSIZE=32'], 'GPKG', 'gpkg')

out = {}
for name in kinds:
    d = gdal.Open(f'{folder}/{name}')
    bands = []
    for b in range(1, d.RasterCount + 1):
        band = d.GetRasterBand(b)
        n, s, o = band.GetNoDataValue(), band.GetScale(), band.GetOffset()
        v = band.ReadAsArray().astype('float64')
        mask = band.GetMaskFlags() & gdal.GMF_PER_DATASET
        miss = band.GetMaskBand().ReadAsArray() == 0 if mask else np.isnan(v) if n is None or n != n else np.isnan(v) | (np.abs(v - n) <= 1e-6 * abs(n))
        v = v * (1 if s is None else s) + (0 if o is None else o)
        bands.append([None if m else float(np.float32(k)) for k, m in zip(v.ravel(), miss.ravel())])
    out[name] = {'size': [d.RasterXSize, d.RasterYSize], 'transform': list(d.GetGeoTransform()), 'bands': bands}
print(json.dumps(out))
