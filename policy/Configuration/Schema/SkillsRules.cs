using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>skills</c> and <c>plugins</c>.</summary>
internal static class SkillsRules
{
    public static ShapeRule Skills { get; } = Shape(
        Key("allowBundled", Texts),
        Key("load", Shape(
            HostPath("extraDirs", Texts),
            Key("watch", Flag),
            Key("watchDebounceMs", Count))),
        Key("install", Shape(
            Key("preferBrew", Flag),
            Key("nodeManager", OneOf("npm", "pnpm", "yarn", "bun")))),
        Key("entries", MapOf(Shape(
            Key("enabled", Flag),
            Secret("apiKey"),
            Key("env", TextMap),
            Key("config", MapOf(Anything))))));

    public static ShapeRule Plugins { get; } = Shape(
        Key("enabled", Flag),
        Key("allow", Texts),
        Key("deny", Texts),
        Key("load", Shape(HostPath("paths", Texts))),
        Key("slots", Shape(Key("memory", Text))),
        Key("entries", MapOf(Shape(Key("enabled", Flag), Key("config", MapOf(Anything))))),
        Key("installs", MapOf(Shape(
            Required("source", OneOf("npm", "archive", "path")),
            HostProgram("spec"),
            HostPath("sourcePath"),
            HostPath("installPath"),
            Key("version", Text),
            Key("installedAt", Text)))));
}
