using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary>Pieces that several areas share.</summary>
internal static class CommonRules
{
    public static ShapeRule GroupChat { get; } = Shape(Key("mentionPatterns", Texts), Key("historyLimit", Positive));

    public static ShapeRule DmConfig { get; } = Shape(Key("historyLimit", Count));

    public static ShapeRule Identity { get; } = Shape(
        Key("name", Text),
        Key("theme", Text),
        Key("emoji", Text),
        Key("avatar", Text));

    public static ShapeRule HumanDelay { get; } = Shape(
        Key("mode", OneOf("off", "natural", "custom")),
        Key("minMs", Count),
        Key("maxMs", Count));

    public static Rule ReplyToMode { get; } = OneOf("off", "first", "all");

    public static Rule GroupPolicy { get; } = OneOf("open", "disabled", "allowlist");

    public static Rule DmPolicy { get; } = new ChoiceRule(
        ["pairing", "allowlist", "open", "disabled"],
        ours: new Dictionary<string, string>(StringComparer.Ordinal) { ["closed"] = "disabled" });

    public static ShapeRule BlockStreamingCoalesce { get; } = Shape(
        Key("minChars", Positive),
        Key("maxChars", Positive),
        Key("idleMs", Count));

    public static ShapeRule BlockStreamingChunk { get; } = Shape(
        Key("minChars", Positive),
        Key("maxChars", Positive),
        Key("breakPreference", OneOf("paragraph", "newline", "sentence")));

    public static ShapeRule Markdown { get; } = Shape(Key("tables", OneOf("off", "bullets", "code")));

    public static ShapeRule Retry { get; } = Shape(
        Key("attempts", AtLeast(1)),
        Key("minDelayMs", Count),
        Key("maxDelayMs", Count),
        Key("jitter", Share));

    public static Rule HexColor { get; } = new TextRule { Form = (HexColors.IsColor, "expected hex color (RRGGBB)"), Pattern = "^#?[0-9a-fA-F]{6}$" };

    public static Rule Executable { get; } = new TextRule { Form = (SafeExecutables.IsSafe, "expected safe executable name or path") };

    public static Rule NativeCommands { get; } = Either("boolean or auto", Flag, OneOf("auto"));

    public static ShapeRule ProviderCommands { get; } = Shape(Key("native", NativeCommands), Key("nativeSkills", NativeCommands));

    public static ShapeRule HeartbeatVisibility { get; } = Shape(
        Key("showOk", Flag),
        Key("showAlerts", Flag),
        Key("useIndicator", Flag));

    /// <summary>A model and what to try after it.</summary>
    public static ShapeRule ModelChoice { get; } = Shape(Key("primary", Text), Key("fallbacks", Texts));

    public static Rule AgentModel { get; } = Either("string or object", Text, ModelChoice);
}
