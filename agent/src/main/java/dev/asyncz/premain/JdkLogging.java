package dev.asyncz.premain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Lets the libraries that log to {@code java.util.logging.Logger}, PostgreSQL's driver and Mustache, log to
 * {@code dev.asyncz.agent.diagnostics.NoLogger} instead: the JDK's would initialise java.util.logging, and an application
 * that sets a LogManager of its own in {@code main}, as Quarkus and WildFly do, would come too late; and a Java runtime need not have it at all. A class is renamed
 * by its name in the constant pool, where the code and the signatures have it from (JVMS 4.4).
 *
 * <p>Public, since the boot loader has it: the jar is on its path by the time that this is needed.
 */
public final class JdkLogging {
    private static final String FROM = "java/util/logging/Logger";
    private static final String TO = "dev/asyncz/agent/diagnostics/NoLogger";

    static final int UTF8 = 1;
    static final int LONG = 5;
    static final int DOUBLE = 6;

    private JdkLogging() {}

    public static byte[] replaced(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length + 256);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(in.readLong()); // magic, version
        int count = in.readUnsignedShort();
        out.writeShort(count);
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == UTF8) {
                out.writeUTF(renamed(in.readUTF()));
            } else {
                out.write(in.readNBytes(length(tag)));
            }
            if (tag == LONG || tag == DOUBLE) {
                i++; // They take two places.
            }
        }
        in.transferTo(out);
        return bytes.toByteArray();
    }

    private static String renamed(String text) {
        return text.equals(FROM) ? TO : text.replace("L" + FROM + ";", "L" + TO + ";");
    }

    static int length(int tag) throws IOException {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2; // class, string, method type, module, package
            case 15 -> 3; // method handle
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4; // int, float, members, name and type, dynamic
            case LONG, DOUBLE -> 8;
            default -> throw new IOException("unknown constant " + tag);
        };
    }
}
