package dev.asyncz.agent.weaving;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * The weaving of one class, and the only place that knows ByteBuddy. Methods keep their shape and no member is added,
 * so that classes already loaded can be woven, and other agents' weaving goes on beside it.
 */
public final class Weaving {
    /** Everything that ByteBuddy could look up or check beyond the one class is switched off: it costs start-up. */
    private static final ByteBuddy BYTE_BUDDY = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(InstrumentedType.Factory.Default.FROZEN)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);

    private static final ClassFileLocator OWN = ClassFileLocator.ForClassLoader.of(Weaving.class.getClassLoader());

    private final TypePool types;
    private final TypeDescription type;
    private DynamicType.Builder<?> builder;

    /** Calls to replace that the class has not shown yet: known only when its methods have been read. */
    private final Set<String> unmetCalls = new HashSet<>();

    private Weaving(String name, ClassFileLocator locator) {
        types = new TypePool.Default.WithLazyResolution(
                TypePool.CacheProvider.Simple.withObjectType(),
                new ClassFileLocator.Compound(locator, OWN),
                TypePool.Default.ReaderMode.FAST);
        type = types.describe(name).resolve();
        builder = BYTE_BUDDY.decorate(type, locator);
    }

    /**
     * Weaves a hook into a class.
     *
     * @param loader the class's loader; null for the boot loader
     * @param bytes the class file
     * @return the woven class file
     */
    static byte[] weave(Hook hook, @Nullable ClassLoader loader, byte[] bytes) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                new ClassFileLocator.Simple(Map.of(hook.type(), bytes)), ClassFileLocator.ForClassLoader.of(loader));
        Weaving weaving = new Weaving(hook.type(), locator);
        hook.weave(weaving);
        byte[] woven = weaving.builder.make(weaving.types).getBytes();
        for (String call : weaving.unmetCalls) {
            throw new MissingMember(call);
        }
        return woven;
    }

    /**
     * Inlines an advice class into a method.
     *
     * @param parameters binary names of the parameters' types; none for every overload
     */
    public Weaving advise(Class<?> advice, String method, String... parameters) {
        return advise(advice, named(method), method, parameters);
    }

    /** Whether the class has a method of this name, in this version. */
    public boolean has(String method) {
        return has(named(method));
    }

    /** Inlines an advice class into a constructor. */
    public Weaving adviseConstructor(Class<?> advice, String... parameters) {
        return advise(advice, isConstructor(), "constructor", parameters);
    }

    /**
     * Replaces calls of an instance method without parameters by calls of a static one that takes the instance.
     *
     * @param method the method whose body is changed
     * @param owner the binary name of the type on which the call is made
     * @param called the name of the method called, which returns nothing
     * @param target a class of the bootstrap package with a static method of the name {@code replacement}, which
     *     takes a Runnable
     */
    public Weaving replaceCall(String method, String owner, String called, Class<?> target, String replacement) {
        ElementMatcher.Junction<MethodDescription> matcher = named(method);
        require(matcher, method);
        String internalOwner = owner.replace('.', '/');
        String internalTarget = target.getName().replace('.', '/');
        String call = "call of " + owner + "." + called + " in " + method;
        unmetCalls.add(call);
        builder = builder.visit(new AsmVisitorWrapper.ForDeclaredMethods()
                .method(
                        matcher,
                        (instrumented, body, visitor, context, types, writer, reader) ->
                                new MethodVisitor(OpenedClassReader.ASM_API, visitor) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode,
                                            String on,
                                            String name,
                                            String descriptor,
                                            boolean isInterface) {
                                        if (on.equals(internalOwner)
                                                && name.equals(called)
                                                && descriptor.equals("()V")) {
                                            unmetCalls.remove(call);
                                            super.visitMethodInsn(
                                                    Opcodes.INVOKESTATIC,
                                                    internalTarget,
                                                    replacement,
                                                    "(Ljava/lang/Runnable;)V",
                                                    false);
                                        } else {
                                            super.visitMethodInsn(opcode, on, name, descriptor, isInterface);
                                        }
                                    }
                                }));
        return this;
    }

    private Weaving advise(
            Class<?> advice, ElementMatcher.Junction<MethodDescription> named, String name, String... parameters) {
        ElementMatcher.Junction<MethodDescription> matcher = overload(named, parameters);
        require(matcher, name + "(" + String.join(", ", parameters) + ")");
        // Read from its class file, not by reflection: its signatures name types that the application alone can load.
        TypeDescription read = types.describe(advice.getName()).resolve();
        builder = builder.visit(Advice.to(read, OWN).on(matcher));
        return this;
    }

    private static ElementMatcher.Junction<MethodDescription> overload(
            ElementMatcher.Junction<MethodDescription> matcher, String... parameters) {
        if (parameters.length == 0) {
            return matcher;
        }
        ElementMatcher.Junction<MethodDescription> all = matcher.and(takesArguments(parameters.length));
        for (int i = 0; i < parameters.length; i++) {
            all = all.and(takesArgument(i, named(parameters[i])));
        }
        return all;
    }

    private boolean has(ElementMatcher<? super MethodDescription> matcher) {
        return !type.getDeclaredMethods().filter(matcher).isEmpty();
    }

    private void require(ElementMatcher<? super MethodDescription> matcher, String member) {
        if (!has(matcher)) {
            throw new MissingMember(member);
        }
    }
}
