// The calendar's form begins with the time zone of this browser; the person may choose another.

const choice = document.querySelector("[data-calendar] select[name=zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (choice && zone && [...choice.options].some((each) => each.value === zone)) {
  choice.value = zone;
}
