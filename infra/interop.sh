#!/usr/bin/env bash
# Tries the channels against servers that nobody here wrote: Postfix with STARTTLS, and Kannel as an HTTP gateway before an SMS
# centre; the calendars of the roster by having khal and calcurse read them; and the CAP alerts, in memory and over HTTP, by the
# schema that OASIS publishes. Installs Debian's packages where they are missing (root and apt) and fetches the schema, unless
# TOCSIN_CAP_SCHEMA names a copy of it. Says at its end what it left out because it could not be had here, and ends with 0 then.
set -euo pipefail
schema=${TOCSIN_CAP_SCHEMA:+$(realpath -m "$TOCSIN_CAP_SCHEMA")}
cd "$(dirname "$0")/.."

left=()
leave_out() {
  left+=("$1")
  echo "interop: leaves out $1" >&2
}

# The packages would start servers with a set-up of their own; the tests start theirs.
install() {
  local policy=/usr/sbin/policy-rc.d ours= status=0
  if [ ! -e "$policy" ]; then
    ours=1
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$1" || status=$?
  [ -z "$ours" ] || rm -f "$policy"
  return "$status"
}

# program, package, what is not tried without it
have() {
  [ ! -x "$1" ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    leave_out "$3: $2 is not installed, and to install it takes root and apt"
    return 1
  fi
  install "$2" || { [ -z "${updated:-}" ] && updated=1 && apt-get update -q && install "$2"; } || true
  [ -x "$1" ] || { leave_out "$3: $2 could not be installed"; return 1; }
}

# Alerts are tried by the project's own rules in any case.
tests='CapAlertTest,BoardTest$Alerts'
if have /usr/sbin/postfix postfix "mail over Postfix with STARTTLS"; then
  if [ "$(id -u)" = 0 ]; then
    tests+=,PostfixTest
  else
    leave_out "mail over Postfix with STARTTLS: only root can start Postfix"
  fi
fi
have /usr/sbin/bearerbox kannel "SMS over Kannel" && tests+=,KannelTest
calendars=
have /usr/bin/khal khal "calendars in khal" && calendars=,CalendarProgramsTest
have /usr/bin/calcurse calcurse "calendars in calcurse" && calendars=,CalendarProgramsTest
tests+=$calendars # it skips the program that is missing

published=https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.xsd
namespace='targetNamespace *= *"urn:oasis:names:tc:emergency:cap:1.2"'
if [ -z "$schema" ]; then
  schema=$PWD/notification-service/target/CAP-v1.2.xsd
  mkdir -p "${schema%/*}"
  [ -s "$schema" ] || curl -fsSL -m 60 -o "$schema" "$published" || true
  grep -qs "$namespace" "$schema" || rm -f "$schema" # what a proxy says instead
fi
cap=()
if [ ! -s "$schema" ]; then
  leave_out "CAP by the schema of OASIS: ${TOCSIN_CAP_SCHEMA:-$published} cannot be read here"
elif ! grep -q "$namespace" "$schema"; then
  echo "interop: expected the schema of CAP 1.2, but $schema is something else" >&2
  exit 1
else
  cap=(-Dtocsin.cap.schema="$schema")
fi

./mvnw -B -ntp -pl contracts,infra/service-kit,infra/local,infra/test-kit,roster-service,notification-service test \
  -Dtest="$tests" -Dsurefire.failIfNoSpecifiedTests=false "${cap[@]}"

if [ ${#left[@]} = 0 ]; then
  echo "interop: all was tried, and all is well"
else
  printf 'interop: what was tried is well, but this was left out:\n'
  printf 'interop:   %s\n' "${left[@]}"
fi
