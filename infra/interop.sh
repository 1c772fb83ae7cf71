#!/usr/bin/env bash
# Tries the channels against servers that nobody here wrote: Postfix with STARTTLS, and Kannel as an HTTP gateway before an SMS
# centre; the calendars of the roster by having khal and calcurse read them; and CAP against the schema that OASIS publishes.
# Installs Debian's packages where they are missing (root and apt) and fetches the schema; says clearly what it leaves out where
# that cannot be, and ends with 0 then.
set -euo pipefail
cd "$(dirname "$0")/.."

tests=CapAlertTest
missing=()
[ -x /usr/sbin/postfix ] || missing+=(postfix)
[ -x /usr/sbin/bearerbox ] || missing+=(kannel)
[ -x /usr/bin/khal ] || missing+=(khal)
[ -x /usr/bin/calcurse ] || missing+=(calcurse)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "interop: without ${missing[*]}, which cannot be installed here (that takes root and apt)"
  else
    # The packages would start servers with a set-up of their own; the tests start theirs.
    policy=/usr/sbin/policy-rc.d
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; trap 'rm -f "$policy"' EXIT; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" ||
      { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } ||
      echo "interop: without ${missing[*]}, which could not be installed"
  fi
fi
[ -x /usr/sbin/postfix ] && tests+=,PostfixTest
[ -x /usr/sbin/bearerbox ] && tests+=,KannelTest
[ -x /usr/bin/khal ] && [ -x /usr/bin/calcurse ] && tests+=,CalendarProgramsTest

published=https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.xsd
schema=$PWD/notification-service/target/CAP-v1.2.xsd
mkdir -p "${schema%/*}"
if [ -s "$schema" ] || curl -fsSL -m 60 -o "$schema" "$published"; then
  cap=(-Dtocsin.cap.schema="$schema")
else
  rm -f "$schema"
  cap=()
  echo "interop: CAP is tried by the project's own rules only, because $published could not be fetched"
fi

./mvnw -B -ntp -pl contracts,infra/service-kit,infra/local,infra/test-kit,roster-service,notification-service test \
  -Dtest="$tests" -Dsurefire.failIfNoSpecifiedTests=false "${cap[@]}"
