// Texts and declarations, in the language that is shown. English stands in the server's code, Norwegian in its catalogue.

export let words = null;
let numbers = new Intl.NumberFormat("en");

export async function load(language) {
  const answer = await fetch(`/words/${language}.json`);
  words = await answer.json();
  document.documentElement.lang = words.language;
  document.title = t("title");
  numbers = new Intl.NumberFormat(words.language === "nb" ? "nb-NO" : "en-GB", { maximumFractionDigits: 1 });
  return words;
}

/** A text by its name, with values put where their names stand in braces. */
export function t(name, values = {}) {
  const text = words?.texts[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, value) => (value in values ? String(values[value]) : whole));
}

/** A number as it is read; with a number of decimals where that is given. */
export function n(value, decimals) {
  if (decimals === undefined) return numbers.format(value);
  const fixed = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(words?.language === "nb" ? "nb-NO" : "en-GB", fixed).format(value);
}

/** A difference, with its sign. */
export function signed(value) {
  return value > 0 ? `+${n(value)}` : n(value).replace("-", "\u2212");
}

/** A name for a person: the model has numbers alone. */
export function nameOf(identity) {
  const known = words.names.length;
  return words.names[((identity % known) * words.spread) % known];
}

export function lever(path) {
  return words.levers.find((each) => each.path === path);
}
