// The calendar is made for the time zone of this browser; without a script it is made in UTC.

const link = document.querySelector("[data-calendar]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (link && zone) {
  link.href = `/diary/pygalgia.ics?zone=${encodeURIComponent(zone)}`;
}
