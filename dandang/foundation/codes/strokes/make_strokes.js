// Makes strokes.txt: how many strokes a character has and in which order they are written.
//
// Sources (facts only): npm cnchar-order 3.2.6 (MIT) for the sequence of 6,939 common characters; for the rest of the
// basic block only the count, taken from the stroke collation of ICU (CLDR, Unicode licence) that Node carries.
// Run by hand, in a folder of its own:
//   npm i cnchar-order@3.2.6 && NODE_PATH=node_modules node make_strokes.js > strokes.txt
const { orders, strokeTable } = require('cnchar-order').dict;

// 横 1, 竖 2, 撇 3, 点 4, 折 5; 提 counts as 横, 捺 as 点, 竖钩 as 竖, every other bend as 折 (GB 13000.1 字序规范).
const CLASS = { 横: 1, 提: 1, 竖: 2, 竖钩: 2, 撇: 3, 点: 4, 点2: 4, 捺: 4 };
const digits = (letters) => [...letters].map((letter) => CLASS[strokeTable[letter].name] || 5).join('');

const collator = new Intl.Collator('zh-u-co-stroke');
function countByCollation(character) {
  let count = 0;
  // The collation marks where each stroke count begins with U+FDD0 followed by U+2800 plus the count.
  while (count < 64 && collator.compare(character, '\uFDD0' + String.fromCharCode(0x2801 + count)) >= 0) count += 1;
  return count;
}

const counted = new Map();
for (let code = 0x4e00; code <= 0x9fa5; code += 1) {
  const character = String.fromCharCode(code);
  if (orders[character]) {
    console.log(character + '\t' + digits(orders[character]));
  } else {
    const count = countByCollation(character);
    if (count > 0 && count < 64) counted.set(count, (counted.get(count) || '') + character);
  }
}
for (const [count, characters] of [...counted].sort((a, b) => a[0] - b[0])) console.log('#' + count + '\t' + characters);
