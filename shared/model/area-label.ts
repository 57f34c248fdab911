/** Where the name of an area is written: `at` is [lon, lat], `room` the distance in degrees to the area's nearest edge. An answer of `/tiles/{layer}/labels`, as a JSON list. */
export interface AreaLabel { code: string; name: string; at: [number, number]; room: number }
