#!/usr/bin/env bash
# Tries the channels against servers that nobody here wrote: Postfix with STARTTLS, and Kannel as an HTTP gateway before an SMS
# centre; and has the calendars of the roster read by programs that nobody here wrote: khal and calcurse. Installs Debian's packages where they are missing (root and apt); says so clearly and ends with 0 where that cannot be.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
[ -x /usr/sbin/postfix ] || missing+=(postfix)
[ -x /usr/sbin/bearerbox ] || missing+=(kannel)
[ -x /usr/bin/khal ] || missing+=(khal)
[ -x /usr/bin/calcurse ] || missing+=(calcurse)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "interop: skipped, because ${missing[*]} cannot be installed here (that takes root and apt)"
    exit 0
  fi
  # The packages would start servers with a set-up of their own; the tests start theirs.
  policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; trap 'rm -f "$policy"' EXIT; }
  if ! DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; then
    echo "interop: skipped, because ${missing[*]} could not be installed"
    exit 0
  fi
fi
./mvnw -B -ntp -pl contracts,infra/service-kit,infra/local,infra/test-kit,roster-service,notification-service test \
  -Dtest='PostfixTest,KannelTest,CalendarProgramsTest' -Dsurefire.failIfNoSpecifiedTests=false
