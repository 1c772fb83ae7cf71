package io.tocsin.incident.intake;

import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reports that this instance has accepted lately: what a client may ask for in the moment before
 * correlation has placed it. Bounded; the oldest go first.
 */
@Component
final class AcceptedReports {

  /** A few seconds of the heaviest storm. */
  private static final int BOUND = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, ReportReceivedV1> lately =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ReportReceivedV1> eldest) {
          return size() > BOUND;
        }
      };

  void add(ReportReceivedV1 report) {
    lock.lock();
    try {
      var _ = lately.put(report.reportId(), report);
    } finally {
      lock.unlock();
    }
  }

  @Nullable ReportReceivedV1 find(String reportId) {
    lock.lock();
    try {
      return lately.get(reportId);
    } finally {
      lock.unlock();
    }
  }
}
