using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>sandbox</c> of an agent.</summary>
internal static class SandboxRules
{
    public static ShapeRule Docker { get; } = Shape(
        Key("image", Text),
        Key("containerPrefix", Text),
        Key("workdir", Text),
        Key("readOnlyRoot", Flag),
        Key("tmpfs", Texts),
        Key("network", Text),
        Key("user", Text),
        Key("capDrop", Texts),
        Key("env", TextMap),
        HostProgram("setupCommand"),
        Key("pidsLimit", Positive),
        Key("memory", Id),
        Key("memorySwap", Id),
        Key("cpus", PositiveNumber),
        Key("ulimits", MapOf(Either("string or number or object", Text, Number, Shape(Key("soft", Count), Key("hard", Count))))),
        HostPath("seccompProfile"),
        HostPath("apparmorProfile"),
        Key("dns", Texts),
        Key("extraHosts", Texts),
        HostPath("binds", Texts));

    public static ShapeRule Browser { get; } = Shape(
        Key("enabled", Flag),
        Key("image", Text),
        Key("containerPrefix", Text),
        Key("cdpPort", Positive),
        Key("vncPort", Positive),
        Key("noVncPort", Positive),
        Key("headless", Flag),
        Key("enableNoVnc", Flag),
        Key("allowHostControl", Flag),
        Key("autoStart", Flag),
        Key("autoStartTimeoutMs", Positive));

    public static ShapeRule Prune { get; } = Shape(Key("idleHours", Count), Key("maxAgeDays", Count));

    public static ShapeRule Sandbox { get; } = Shape(
        Key("mode", OneOf("off", "non-main", "all")),
        Key("workspaceAccess", OneOf("none", "ro", "rw")),
        Key("sessionToolsVisibility", OneOf("spawned", "all")),
        Key("scope", OneOf("session", "agent", "shared")),
        Key("perSession", Flag),
        HostPath("workspaceRoot"),
        Key("docker", Docker),
        Key("browser", Browser),
        Key("prune", Prune),
        Ours("pruneMinutes", Count));
}
