package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.TellerContract;
import dev.asyncz.agent.storage.TellerLease;

class PostgresTellerTest extends PostgresSubject implements TellerContract {
    @Override
    public TellerLease lease() {
        return storage.tellerLease();
    }
}
