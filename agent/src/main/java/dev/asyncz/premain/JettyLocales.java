package dev.asyncz.premain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Lets Jetty's table of MIME types ask {@code dev.asyncz.agent.dashboard.http.server.NoLocales} for all locales instead
 * of the JDK, which takes 80 (17) to 150 ms (25) to list them: a third of the time until the first page, for a question
 * that the dashboard never asks (which locales a request names). The call's class is exchanged in the constant pool
 * (JVMS 4.4.2); a Jetty that calls nothing of the kind stays as it is.
 *
 * <p>Public for the same reason as {@link JdkLogging}.
 */
public final class JettyLocales {
    static final String ASKS = "org.eclipse.jetty.http.MimeTypes";
    private static final String METHOD = "getAvailableLocales";
    private static final String ANSWERS = "dev/asyncz/agent/dashboard/http/server/NoLocales";

    private static final int COUNT_AT = 8;
    private static final int CLASS = 7;
    private static final int METHOD_REFERENCE = 10;
    private static final int NAME_AND_TYPE = 12;

    private JettyLocales() {}

    public static byte[] replaced(byte[] classFile) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(classFile.clone());
        int count = in.getChar(COUNT_AT);
        int[] at = new int[count];
        int end = COUNT_AT + 2;
        for (int i = 1; i < count; i++) {
            at[i] = end;
            int tag = in.get(end);
            end += tag == JdkLogging.UTF8 ? 3 + in.getChar(end + 1) : 1 + JdkLogging.length(tag);
            if (tag == JdkLogging.LONG || tag == JdkLogging.DOUBLE) {
                i++; // They take two places.
            }
        }
        int call = call(in, at);
        if (call == 0) {
            return classFile;
        }
        in.putChar(call + 1, (char) (count + 1)).putChar(COUNT_AT, (char) (count + 2));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length + 128);
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(in.array(), 0, end);
        out.writeByte(JdkLogging.UTF8);
        out.writeUTF(ANSWERS);
        out.writeByte(CLASS);
        out.writeShort(count);
        out.write(classFile, end, classFile.length - end);
        return bytes.toByteArray();
    }

    /** Where the call's reference is; 0 if there is none. */
    private static int call(ByteBuffer in, int[] at) {
        for (int reference : at) {
            if (reference > 0 && in.get(reference) == METHOD_REFERENCE) {
                int nameAndType = at[in.getChar(reference + 3)];
                int name = at[in.getChar(nameAndType + 1)];
                String text = new String(in.array(), name + 3, in.getChar(name + 1), UTF_8);
                if (in.get(nameAndType) == NAME_AND_TYPE && text.equals(METHOD)) {
                    return reference;
                }
            }
        }
        return 0;
    }
}
