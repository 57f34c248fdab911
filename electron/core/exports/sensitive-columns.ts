import type { Field } from '../../../shared/model/layer.ts'
import { plainColumn } from '../import/names.ts'

const persons = [
  /phone|mobile|gsm|whatsapp|telegram|^tel\d?$|^telno|telefon|^cell(no|number|ular)?$/, /e?mail|courriel|correo|^correio/, /contact|adress|address|direcci|endereco|morada/, /passport|pasaporte|passeport|nationalid|nationalnumber|^nin$|^cin$|^cni$|^dni$|^ssn$|idcard|identitycard|carte?diden|cedula|iban|bankaccount/,
  /birth|naissance|nacimiento|nascimento|^dob$|^ddn$/, /beneficiar|respondent|repondant|encuestad|entrevistad|interviewe|enumerat|enqueteur|surveyor|householdhead|headof(the)?(household|hh|family)|chefde?(menage|famille)|jefede?(hogar|familia)/,
  /firstname|lastname|surname|familyname|fullname|fathername|mothername|givenname|prenom|nomdefamille|nomcomplet|apellido|sobrenome|nombrecompleto|nomecompleto/, /victim(s)?name|survivorname|detainee|suspectname|perpetratorname|informant|witness|temoin|testigo/,
  /هاتف|جوال|بريد|عنوان|الاسمالكامل|اسمالاب|اسمالام|تاريخالميلاد|رقمالهوية|جوازالسفر/, /телефон|фамилия|отчество|паспорт|датарождения/,
]

const places = /^(gps)?(geo)?(lat|latitud|latitude|lon|lng|long|longitud|longitude|xcoord|ycoord|coordx|coordy|pointx|pointy|x|y|xy|easting|northing|mgrs|utm\w*|pluscode|geohash|what3words|wkt|geom|geometry|thegeom|shapewkt|wkbgeometry|coord|coords|coordinate|coordinates|coordenadas|coordonnees|gps|gpscoordinates|gpslocation|geolocation|geopoint|location(lat|lon|lng)\w*)$|(gps|geo|location|point|site|event)(lat|latitude|lon|lng|long|longitude|altitude|precision)$|خطالعرض|خطالطول|احداثيات|широта|долгота/

/** Why a field stays behind when its layer goes to others: it tells of persons, or where exactly a record lies. By its name, in the languages of the window and some more; null for any other. */
export function sensitiveColumn(field: Pick<Field, 'name'>): 'personal' | 'position' | null {
  const plain = plainColumn(field.name)
  if (persons.some((pattern) => pattern.test(plain))) return 'personal'
  return places.test(plain) || places.test(field.name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')) ? 'position' : null
}
