// What can be taken along: the weeks so far as CSV, the picture as PNG. Nothing leaves the machine.

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A row a world and week, a column a series, by the names that charts have in the address. */
export function asCsv(worlds, worldName) {
  const names = Object.keys(worlds[0]?.series ?? {});
  const lines = worlds.flatMap((world, number) =>
    (world.series[names[0]] ?? []).map((_, week) => [worldName(number), week + 1, ...names.map((name) => world.series[name][week])].join(",")));
  return `world,week,${names.join(",")}\n${lines.join("\n")}\n`;
}

export function weeks(worlds, worldName) {
  save(new Blob([asCsv(worlds, worldName)], { type: "text/csv;charset=utf-8" }), "skranke_weeks.csv");
}

/** All panels beside each other, with the address of the lab beneath, so that the picture can be made again. */
export function picture(canvases, address) {
  const all = [...canvases], gap = 12, foot = 40;
  const together = document.createElement("canvas");
  together.width = all.reduce((sum, each) => sum + each.width + gap, -gap);
  together.height = Math.max(...all.map((each) => each.height)) + foot;
  const context = together.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, together.width, together.height);
  let x = 0;
  for (const each of all) {
    context.drawImage(each, x, 0);
    x += each.width + gap;
  }
  context.fillStyle = "#1b1e22";
  context.font = "16px system-ui, sans-serif";
  context.fillText(address, 8, together.height - 14, together.width - 16);
  together.toBlob((blob) => save(blob, "skranke_picture.png"));
}
