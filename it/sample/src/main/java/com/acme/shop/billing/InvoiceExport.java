package com.acme.shop.billing;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** Hands the day's invoices to accounting. Each third time the ledger is locked. */
@DisallowConcurrentExecution
public class InvoiceExport implements Job {
    private static final Logger LOG = LogManager.getLogger(InvoiceExport.class);
    private static final AtomicInteger ROUND = new AtomicInteger();

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        int round = ROUND.incrementAndGet();
        LOG.info("Exporting invoices, batch {}", round);
        try {
            writeTo("ledger", round);
        } catch (SQLException e) {
            throw new JobExecutionException("Batch " + round + " stays in the outbox", e);
        }
        LOG.info("Batch {} exported: {} invoices", round, 20 + round * 7 % 11);
    }

    private static void writeTo(String table, int round) throws SQLException {
        if (round % 3 == 0) {
            throw new SQLException("Lock wait timeout exceeded on " + table, "41000", 1205);
        }
    }
}
