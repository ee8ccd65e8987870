// Files that the tests give to the page, made on the spot.
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

const root = new URL("../../", import.meta.url);

/** The workbooks that are checked: the project's own, and one from outside it where it is there. */
export const workbooks = ["web/samples/sample.xlsx", "../shared/samples/bole-2026.xlsx"].map((place) => {
  const path = fileURLToPath(new URL(place, root));
  const there = existsSync(path);
  return { name: basename(path), bytes: there && readFileSync(path), skip: there ? false : `${place} is not here` };
});

/** The same workbook with one amount made greater by one. */
export function spoil(bytes, { sheet, cell }) {
  const parts = unzipSync(bytes);
  const text = (name) => strFromU8(parts[name]);
  const attribute = (tag, name) => tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1];
  const tags = (xml, name) => xml.match(new RegExp(`<${name}\\b[^>]*>`, "g")) ?? [];
  const listed = tags(text("xl/workbook.xml"), "sheet").find((tag) => attribute(tag, "name") === sheet);
  const relation = tags(text("xl/_rels/workbook.xml.rels"), "Relationship").find(
    (tag) => attribute(tag, "Id") === attribute(listed, "r:id"),
  );
  const part = `xl/${attribute(relation, "Target").replace(/^\/?(xl\/)?/, "")}`;
  const amount = new RegExp(`(<c r="${cell}"[^>]*><v>)([^<]+)(</v>)`);
  const before = text(part);
  const after = before.replace(amount, (_, open, value, close) => open + (Number(value) + 1).toFixed(2) + close);
  if (after === before) throw new Error(`no amount in ${sheet} ${cell}`);
  return Buffer.from(zipSync({ ...parts, [part]: strToU8(after) }));
}

/** A workbook for each sheet of a workbook: the others are taken out of its list. */
export function oneSheetEach(bytes) {
  const parts = unzipSync(bytes);
  const book = strFromU8(parts["xl/workbook.xml"]);
  const sheets = book.match(/<sheet\b[^>]*>/g);
  return Object.fromEntries(
    sheets.map((sheet, place) => {
      const only = book.replace(/<sheets>.*<\/sheets>/s, `<sheets>${sheet}</sheets>`).replace(/<definedNames>.*<\/definedNames>/s, "");
      const name = `${String(place + 1).padStart(2, "0")}.xlsx`;
      return [name, Buffer.from(zipSync({ ...parts, "xl/workbook.xml": strToU8(only) }))];
    }),
  );
}

/** A sound workbook without any budget table. */
export function gradeBook() {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packaging = "http://schemas.openxmlformats.org/package/2006";
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const link = (id, type, target) =>
    `<Relationships xmlns="${packaging}/relationships"><Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/></Relationships>`;
  const rows = [["姓名", "语文", "数学"], ["张三", "90", "85"], ["李四", "88", "92"]];
  const cells = (row) => row.map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`).join("");
  const parts = {
    "[Content_Types].xml": `<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/></Types>`,
    "_rels/.rels": link("rId1", "officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="成绩单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": link("rId1", "worksheet", "worksheets/sheet1.xml"),
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${rows.map((row) => `<row>${cells(row)}</row>`).join("")}</sheetData></worksheet>`,
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]))));
}

/** What Excel writes for a workbook with a password: a compound file around an encrypted package. */
export function encrypted() {
  const [end, free, fat] = [0xfffffffe, 0xffffffff, 0xfffffffd];
  const file = Buffer.alloc(512 * 19);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(file);
  const short = [[24, 0x3e], [26, 3], [28, 0xfffe], [30, 9], [32, 6]];
  const long = [[44, 1], [48, 1], [56, 4096], [60, end], [68, end], [76, 0]];
  for (const [at, value] of short) file.writeUInt16LE(value, at);
  for (const [at, value] of long) file.writeUInt32LE(value, at);
  for (let at = 80; at < 512; at += 4) file.writeUInt32LE(free, at);
  for (let sector = 0; sector < 128; sector++) {
    const next = sector === 0 ? fat : sector > 17 ? free : [1, 9, 17].includes(sector) ? end : sector + 1;
    file.writeUInt32LE(next, 512 + sector * 4);
  }
  const entry = (index, name, type, left, child, start, size) => {
    const at = 1024 + index * 128;
    file.write(name, at, "utf16le");
    file.writeUInt16LE((name.length + 1) * 2, at + 64);
    file[at + 66] = type;
    file[at + 67] = 1;
    [left, free, child].forEach((link, i) => file.writeUInt32LE(link, at + 68 + i * 4));
    file.writeUInt32LE(start, at + 116);
    file.writeUInt32LE(size, at + 120);
  };
  entry(0, "Root Entry", 5, free, 1, end, 0);
  entry(1, "EncryptedPackage", 2, 2, free, 2, 4096);
  entry(2, "EncryptionInfo", 2, free, free, 10, 4096);
  file.fill(0xa5, 1536);
  return file;
}

/** Bytes that no format begins with, the same in every run. */
export function noise(length = 5000) {
  let state = 1;
  return Buffer.from(Array.from({ length }, () => (state = (state * 48271) % 2147483647) & 0xff));
}

/** The same workbook with a text in another's place. */
export function renamed(bytes, from, to) {
  const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const parts = unzipSync(bytes);
  let count = 0;
  for (const name of Object.keys(parts).filter((name) => /sharedStrings|worksheets\/sheet/.test(name))) {
    const before = strFromU8(parts[name]);
    const after = before.replaceAll(`>${escape(from)}<`, () => (count++, `>${escape(to)}<`));
    parts[name] = strToU8(after);
  }
  if (count === 0) throw new Error(`no text ${from}`);
  return Buffer.from(zipSync(parts));
}
