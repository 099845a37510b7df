package com.acme.woven;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Pointcut;

/** An aspect around work; an aop.xml says which. */
@Aspect
public abstract class Timing {
    @Pointcut("")
    public abstract void work();

    @Around("work()")
    public Object timed(ProceedingJoinPoint work) throws Throwable {
        return work.proceed();
    }
}
