using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary>An agent's regular wake-up.</summary>
internal static class HeartbeatRules
{
    public static ShapeRule Heartbeat { get; } = Shape(
        Key("every", Text),
        Key("activeHours", Shape(
            Key("start", Text),
            Key("end", Text),
            Key("timezone", Text))),
        Key("model", Text),
        Key("session", Text),
        Key("includeReasoning", Flag),
        Key("target", Text),
        Key("to", Text),
        Key("prompt", Text),
        Key("ackMaxChars", Count)).Checked(HeartbeatTimes.Check);
}
