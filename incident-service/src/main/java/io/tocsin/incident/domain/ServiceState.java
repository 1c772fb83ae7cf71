package io.tocsin.incident.domain;

/** What the users of the system have of it, apart from how far the response is. */
public enum ServiceState {
  NORMAL,
  DEGRADED,
  SUSPENDED;

  /**
   * What a fault of this extent makes of the service before anybody decided anything: stopped when
   * nothing works anywhere, otherwise degraded.
   */
  static ServiceState under(Reach reach, Degree degree) {
    return reach == Reach.ALL_UNITS && degree == Degree.FULL_STOP ? SUSPENDED : DEGRADED;
  }

  ServiceState worseOf(ServiceState other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
