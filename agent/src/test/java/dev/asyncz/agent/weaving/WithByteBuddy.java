package dev.asyncz.agent.weaving;

import static net.bytebuddy.matcher.ElementMatchers.hasDescriptor;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;

import dev.asyncz.agent.weaving.inline.Advice;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/** Inlines what a hook plans by ByteBuddy itself, whose annotations the hooks are written in. Replaces no calls. */
final class WithByteBuddy {
    private WithByteBuddy() {}

    /** @param loader has the types that the class refers to */
    static byte[] weave(Hook hook, byte[] bytes, ClassLoader loader) {
        ClassFileLocator own = ClassFileLocator.ForClassLoader.of(WithByteBuddy.class.getClassLoader());
        ClassFileLocator locator = new ClassFileLocator.Compound(
                new ClassFileLocator.Simple(Map.of(hook.type(), bytes)),
                ClassFileLocator.ForClassLoader.of(loader),
                own);
        TypePool types = TypePool.Default.of(locator);
        TypeDescription type = types.describe(hook.type()).resolve();
        DynamicType.Builder<?> builder = new ByteBuddy().decorate(type, locator);
        for (Weaving.Plan plan : Weaving.plan(hook, bytes).plans()) {
            ElementMatcher.Junction<MethodDescription> name =
                    plan.method.isConstructor() ? isConstructor() : named(plan.method.name());
            for (Advice advice : plan.advice) {
                builder = builder.visit(net.bytebuddy.asm.Advice.to(
                                types.describe(advice.type()).resolve(), own)
                        .on(name.and(hasDescriptor(plan.method.descriptor()))));
            }
        }
        return builder.make(types).getBytes();
    }
}
