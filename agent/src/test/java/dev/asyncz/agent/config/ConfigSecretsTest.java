package dev.asyncz.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What warnings and the start line never show, however it was written. */
class ConfigSecretsTest extends ConfigSubject {
    @Test
    void should_not_show_a_secret_of_a_line_with_a_backslash() throws IOException {
        for (String line :
                List.of("token=hu\\sh", "token=\\uhush", "storage.pasword=hu\\sh", "storage.url=redis://a:hu\\sh@b")) {
            String warnings = read("config=" + file(line)).warnings().toString();

            assertTrue(warnings.contains("write /"), warnings);
            assertFalse(warnings.contains("hu"), warnings);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://anna:hush@cache",
                "redis://anna:hush",
                "redis:anna:hush@cache",
                "anna:hush@cache",
                "hush@cache:1",
                "redis://anna:hu sh@cache",
                "jdbc:postgresql://db/logs?user=anna&password=hush",
                "nonsense://x?token=hush",
                "redis://anna:a\u0001hush@cache"
            })
    void should_never_show_the_secret_of_a_url(String url) throws IOException {
        for (Config config : everywhere("storage.url", url)) {
            assertFalse(config.changed().contains("hu"), config.changed());
            assertFalse(
                    config.warnings().toString().contains("hu"),
                    config.warnings().toString());
        }
        for (String slip : List.of("storage.ulr", url.startsWith("hush") ? "storage.uri" : "redis.address")) {
            for (Config config : everywhere(slip, url)) {
                assertFalse(
                        config.warnings().toString().contains("hu"),
                        config.warnings().toString());
            }
        }
        String split = "storage.url=redis://anna:a,hush@cache,hush";
        assertFalse(
                read(split).warnings().toString().contains("hu"),
                read(split).warnings().toString());
        assertFalse(read(split).changed().contains("hu"), read(split).changed());
    }

    @Test
    void should_mask_what_any_source_has_as_a_secret() throws IOException {
        Config config = Config.read(
                "token=first-hush,storage=redis,config=" + file("storage.url=redis://a:fifth%2Dhush@b"),
                properties("asyncz.token", "second-hush"),
                Map.of("ASYNCZ_STORAGE_PASSWORD", "third-hush", "ASYNCZ_STORAGE_URL", "redis://a:fourth-hush@b"));

        assertEquals(
                "*** *** *** *** *** *** redis",
                config.secrets().masked("first-hush second-hush third-hush fourth-hush fifth%2Dhush fifth-hush redis"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=hush",
                "token=a,hush",
                "token=a,hush=hush",
                "token=a,b,c,hush",
                "token=\"a\",hush",
                "tokn=hush",
                "Token=hush",
                "auth.password=hush",
                "my.secret=hush",
                "token=\"hush",
                "port=\"1,token=hush",
                "token=a,port=\"hush",
                "port=1;token=hush",
                "host=1 Token=hush",
                "token=\u0001hush"
            })
    void should_never_show_a_secret(String arguments) {
        Config config = read(arguments);

        assertFalse(config.changed().contains("hush"), config.changed());
        assertFalse(
                config.warnings().toString().contains("hush"), config.warnings().toString());
    }

    @Test
    void should_show_text_of_unknown_origin_in_one_short_line() {
        Config config = read("port=1\r\n[asyncz] all is well\u202e" + "x".repeat(1 << 20));

        String warning = config.warnings().get(0);
        assertTrue(warning.length() < 500, warning);
        assertTrue(warning.contains("port=1??[asyncz] all is well?"), warning);
    }

    @Test
    void should_bound_its_warnings() {
        StringBuilder arguments = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            arguments.append("prt").append(i).append("=1,");
        }

        List<String> warnings = read(arguments.toString()).warnings();

        assertEquals(21, warnings.size());
        assertTrue(warnings.get(20).contains("49980 more"), warnings.get(20));
    }
}
