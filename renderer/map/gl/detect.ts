/** How WebGL is drawn on this machine: by a graphics card, in software (slow), or not at all. */
export type WebglKind = 'hardware' | 'software' | 'none'

export function webglKind(): WebglKind {
  if (new URLSearchParams(location.search).get('map') === '2d') return 'none'
  const canvas = document.createElement('canvas')
  const gl = canvas.getContext('webgl2')
  if (!gl) return 'none'
  const info = gl.getExtension('WEBGL_debug_renderer_info')
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer) ? 'software' : 'hardware'
}
