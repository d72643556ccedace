using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>commands</c> and <c>approvals</c>.</summary>
internal static class CommandsRules
{
    public static ShapeRule Commands { get; } = Shape(
        Default("native", CommonRules.NativeCommands, "auto"),
        Default("nativeSkills", CommonRules.NativeCommands, "auto"),
        Key("text", Flag),
        Key("bash", Flag),
        Key("bashForegroundMs", Between(0, 30000)),
        Key("config", Flag),
        Key("debug", Flag),
        Key("restart", Flag),
        Key("useAccessGroups", Flag));

    public static ShapeRule Approvals { get; } = Shape(
        Key("exec", Shape(
            Ours("approvalMode", OneOf("always", "per-session", "once")),
            Ours("notify", Flag),
            Ours("timeoutMs", Positive),
            Ours("approvers", Ids),
            Ours("quorum", Between(1, 16)),
            Key("enabled", Flag),
            Key("mode", OneOf("session", "targets", "both")),
            Key("agentFilter", Texts),
            Key("sessionFilter", Texts),
            Key("targets", ListOf(Shape(
                Required("channel", SomeText),
                Required("to", SomeText),
                Key("accountId", Text),
                Key("threadId", Id)))))));
}
