<#-- What license-maven-plugin makes THIRD-PARTY.txt of. Each licence has the name of its text. -->
The jars in lib/, as they are on Maven Central, each with its licence, whose text is in licenses/. The notices inside a jar
(META-INF/NOTICE, about.html) hold as well. The source code is at the address given; most jars have it on Maven Central
too, with the classifier "sources".

Besides, arenagrad-native carries OpenBLAS and libraries of GCC: NOTICE-native.txt names them and their licences.
<#list dependencyMap as dependency>
<#assign project = dependency.getKey()>

${project.artifactId}-${project.version}.jar
    ${project.name}, ${project.groupId}:${project.artifactId}<#if project.url??>, ${project.url}</#if>
<#list dependency.getValue() as licence>
    ${licence}: licenses/${licence}.txt
</#list>
</#list>
