"use strict";
/*
 * Counts the answers of a self-check on this page, exactly as the site does, and shows the result below.
 *
 * Nothing is kept: no storage, no cookie, no address, no history. Leaving the page or hiding it forgets everything.
 * Nothing is fetched: the policy at the top of the page lets nothing in or out.
 *
 * Numbers are whole (BigInt), never floating. A scale's value is a whole number of its steps, its bands and errors
 * are whole ten-thousandths; halves go up, once, as on the site (wellbeing/assessments/rules/scoring.py).
 */

const PLACES = "0123456789abcdefghijklmnopqrstuvwxyz";
const NO_ANSWER = "-";
const LINE_STEPS = 20n;
const MOST_STEPS = 3;
const OLD_AFTER_DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;

/* Divides and goes down, for negative numbers too. `over` is above zero. */
function floorDivided(number, over) {
  const whole = number / over;
  return number % over < 0n ? whole - 1n : whole;
}

/* One scale's value in ten-thousandths with its band, the room for error and how many were answered. */
function scoreScale(scale, parts) {
  let answered = 0;
  let taken = 0n;
  let size = 0n;
  for (const [item, room, isReversed] of scale.items) {
    const part = parts[item];
    if (part === null) continue;
    answered += 1;
    size += BigInt(room);
    taken += BigInt(isReversed ? room - part : part);
  }
  if (answered < scale.least) return { answered, value: null, band: -1 };
  const over = BigInt(scale.over) * size;
  const share = BigInt(scale.base) * size + BigInt(scale.spread) * taken;
  const value = floorDivided(2n * share + over, 2n * over) * BigInt(scale.step);
  const margin = scale.margin === null ? 0n : BigInt(scale.margin);
  const hasError = scale.margin !== null;
  return {
    answered,
    value,
    band: scale.bands.filter((start) => BigInt(start) <= value).length - 1,
    from: hasError ? larger(BigInt(scale.low), value - margin) : value,
    to: hasError ? smaller(BigInt(scale.high), value + margin) : value,
  };
}

function larger(one, other) {
  return one > other ? one : other;
}

function smaller(one, other) {
  return one < other ? one : other;
}

/* Ten-thousandths as people write the number: cut to so many places, without idle zeros. */
function written(units, places, hasComma) {
  const size = units < 0n ? -units : units;
  const digits = String(size / 10n ** BigInt(4 - places)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const rest = digits.slice(digits.length - places).replace(/0+$/, "");
  return (units < 0n ? "-" : "") + whole + (rest ? (hasComma ? "," : ".") + rest : "");
}

/* The nearest of the twenty steps of the drawn line. */
function lineStep(units, scale) {
  const low = BigInt(scale.low);
  const length = BigInt(scale.high) - low;
  const step = floorDivided(2n * LINE_STEPS * (units - low) + length, 2n * length);
  return String(smaller(LINE_STEPS, larger(0n, step))).padStart(2, "0");
}

function filled(html, words) {
  return Object.entries(words).reduce((text, [name, word]) => text.split(`@${name}@`).join(word), html);
}

function section(scale, result, hasComma) {
  if (result.value === null) return filled(scale.unscored, { answered: String(result.answered) });
  return filled(scale.sections[Math.max(result.band, 0)], {
    value: written(result.value, scale.places, hasComma),
    low: written(result.from, scale.places, hasComma),
    high: written(result.to, scale.places, hasComma),
    at: lineStep(result.value, scale),
    from: lineStep(result.from, scale),
    to: lineStep(result.to, scale),
    answered: String(result.answered),
  });
}

/* At most three next steps: those of what weighs most first, one of each scale in turn, none twice. */
function nextSteps(check, results) {
  const weighed = check.scales
    .map((scale, at) => ({ scale, at, band: results[at].band }))
    .filter(({ band }) => band >= 0)
    .map(({ scale, at, band }) => ({
      at,
      isStrain: scale.strain,
      weight: scale.better ? scale.bands.length - 1 - band : band,
      steps: scale.steps[band],
    }));
  weighed.sort((a, b) => b.isStrain - a.isStrain || b.weight - a.weight || a.at - b.at);
  const chosen = new Set();
  const longest = Math.max(0, ...weighed.map(({ steps }) => steps.length));
  for (let turn = 0; turn < longest; turn += 1) {
    for (const { steps } of weighed) {
      if (turn < steps.length) chosen.add(steps[turn]);
    }
  }
  const first = [...chosen].slice(0, MOST_STEPS);
  return first.length ? check.list[0] + first.map((at) => check.steps[at]).join("") + check.list[1] : "";
}

/* The result of a line of answers, one sign a question, as HTML: what the site would show. */
function resultOf(check, line) {
  const parts = check.items.map((options, at) => {
    const place = line[at];
    return place === NO_ANSWER ? null : options[PLACES.indexOf(place)];
  });
  const results = check.scales.map((scale) => scoreScale(scale, parts));
  const sections = check.scales.map((scale, at) => section(scale, results[at], check.comma));
  const [before, middle, after] = check.frame;
  return before + sections.join("") + middle + nextSteps(check, results) + after;
}

/* What is marked in a form, as such a line. */
function lineOf(form, check) {
  return check.items.map((_, at) => form.elements[`q${at + 1}`].value || NO_ANSWER).join("");
}

function forget() {
  for (const form of document.forms) form.reset();
  const result = document.getElementById("result");
  if (!result) return;
  result.hidden = true;
  document.getElementById("said").replaceChildren();
  document.body.classList.remove("has-result");
}

function show(form, check) {
  document.getElementById("said").innerHTML = resultOf(check, lineOf(form, check));
  document.getElementById("result").hidden = false;
  document.body.classList.add("has-result");
  document.querySelector("#said h2").focus();
}

/* Whole days from one day to another, both as year-month-day. */
function daysBetween(earlier, later) {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / DAY);
}

/* The day by this device's clock. */
function today() {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
}

/* Says how old the copy is, or that the clock cannot be right; and what of the help was verified long ago. */
function sayAge() {
  const day = today();
  const days = daysBetween(document.documentElement.dataset.made, day);
  /* West of Greenwich the day of making may still be tomorrow. */
  const kind = days < -1 ? "early" : days > OLD_AFTER_DAYS ? "old" : "fresh";
  for (const each of document.querySelectorAll("[data-age]")) {
    each.hidden = each.dataset.age !== kind;
  }
  for (const each of document.querySelectorAll("[data-days]")) {
    each.textContent = String(Math.max(0, days));
  }
  for (const each of document.querySelectorAll("[data-verified]")) {
    each.lastElementChild.hidden = daysBetween(each.dataset.verified, day) <= OLD_AFTER_DAYS;
  }
}

function start() {
  const checks = JSON.parse(document.getElementById("checks").textContent);
  for (const each of document.querySelectorAll(".scripted")) each.hidden = false;
  for (const each of document.querySelectorAll(".unscripted")) each.hidden = true;
  for (const form of document.forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show(form, checks[Number(form.dataset.check)]);
    });
  }
  document.getElementById("print").addEventListener("click", () => window.print());
  document.getElementById("forget").addEventListener("click", () => {
    forget();
    document.getElementById("top").scrollIntoView();
    document.getElementById("top").focus();
  });
  document.getElementById("hide").addEventListener("click", () => {
    forget();
    document.body.replaceChildren();
  });
  window.addEventListener("pagehide", forget);
  forget();
  sayAge();
}

start();
