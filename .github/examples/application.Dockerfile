# An application's own image, with the agent in it.
FROM eclipse-temurin:21-jre
COPY --from=asyncz-agent:0.2.0 /asyncz-agent.jar /opt/asyncz-agent.jar
COPY your-application.jar /opt/your-application.jar
ENV JAVA_TOOL_OPTIONS=-javaagent:/opt/asyncz-agent.jar
ENV ASYNCZ_HOST=0.0.0.0
EXPOSE 8000
CMD ["java", "-jar", "/opt/your-application.jar"]
